import { counts } from "./counts";
import { type AppliedRow, type Example, type Ledger, type Row, type UnappliedRow, isApplied } from "./ledger";
import { code, codes, escaped, table } from "./markdown";

/** `nnn…` for what is only there to be long. */
function shortened(value: unknown): string {
  const text = JSON.stringify(value);
  return text.replace(/(.)\1{30,}/g, "$1$1$1…").replace(/^(.{90}).{10,}(.{8})$/, "$1…$2");
}

function exampleText(example: Example | undefined): string {
  const entries = Object.entries(example ?? {});
  if (entries.length === 0) return "the least there can be";
  return entries
    .map(([path, value]) => (value === null ? `no ${code(path)}` : code(`${path}: ${shortened(value)}`)))
    .join(", ");
}

function more(examples: readonly Example[]): string {
  const rest = examples.length > 1 ? ` (and ${examples.length - 1} more)` : "";
  return exampleText(examples[0]) + rest;
}

const sentence = ({ says, quotes, note }: Row) =>
  escaped([says ?? quotes[0] ?? "", note ?? ""].filter((part) => part !== "").join(" — "));

const answer = ({ code: text, status = 400, codeFrom }: Row) =>
  text === undefined
    ? ""
    : `${code(text)} (${[status, ...(codeFrom === "page" ? [] : [codeFrom])].join(", ")})`;

function appliedTable(rows: readonly AppliedRow[]): string {
  const head = [
    "Row",
    "Parameter",
    "Says",
    "Source",
    "Code",
    "Rule here",
    "Simulator's",
    "Accepted",
    "Refused",
  ];
  return table(
    head,
    rows.map((row) => [
      code(row.id),
      codes(row.parameters),
      sentence(row),
      row.sources.join(", "),
      answer(row),
      codes(row.provider),
      row.simulator.length === 0 ? "required" : codes(row.simulator),
      more(row.accepted),
      more(row.refused),
    ]),
  );
}

function unappliedTable(rows: readonly UnappliedRow[]): string {
  return table(
    ["Row", "Says", "Source", "Code", "Why not", "Warning", "Between resources"],
    rows.map((row) => [
      code(row.id),
      sentence(row),
      row.sources.join(", "),
      answer(row),
      `${row.notApplied}: ${row.because}`,
      row.warning === undefined ? "" : code(row.warning),
      codes(row.between ?? []),
    ]),
  );
}

const about = (row: AppliedRow) => (row.kinds.every((kind) => kind === "server") ? "server" : "connection");

/** Why a sentence isn't applied to arguments: what the words of the table mean. */
const notApplicable = [
  "Not applicable, because it needs more than the arguments, or constrains none:",
  ...[
    ["account", "whether something exists, is of the right kind or may be used is known to the account"],
    ["gateway", "what the gateway is and can do; the opt-in preflight asks for it"],
    ["other resources", "what else stands on the gateway"],
    ["routes", "the VPC's and the gateway's routes"],
    ["quota", "how much of it is left"],
    ["busy", "passes by itself: the package waits and sends again"],
    ["package", "the package makes or sends the value, which is no argument"],
    ["advice", "recommends, and forbids nothing; a warning speaks of it where it can"],
    ["contradicted", "another sentence, newer or beside it, says otherwise"],
  ].map(([reason = "", meaning = ""]) => `- ${reason}: ${meaning}.`),
].join("\n");

/** docs/rules.md. */
export function rulesPage(ledger: Ledger): string {
  const applied = ledger.rows.filter(isApplied);
  const unapplied = ledger.rows.filter((row): row is UnappliedRow => !isApplied(row));
  const servers = applied.filter((row) => about(row) === "server");
  const connections = applied.filter((row) => about(row) === "connection");
  return [
    "<!-- Made from docs/rules.json by `npm run docs`. -->",
    "# Rules",
    "Every sentence that constrains a value in the pages CreateSslVpnServer, ModifySslVpnServer and ModifyVpnConnectionAttribute of the VPC API and in the comments of the SDK's models of their requests and of CreateVpnConnection. `rules.json` is the source of this page; the tests in `tests/agreement` take their examples from it: what is refused here is refused by the provider and by the simulator, each for that reason alone, and what is accepted is accepted by both.",
    table(
      ["Rules", "Count"],
      counts(ledger).map(([what, count]) => [what, String(count)]),
    ),
    notApplicable,
    "Source: pages are marked; the others are comments of the SDK's models (`@alicloud/vpc20160428`). `observed by others` is what other tools check, `inferred` follows from what a value is. Codes that no page names are marked as seen by others or assumed. Sentences that two pages have stand once.",
    "A rule of settings that a single-tunnel connection has at the top (`ikeConfig` …) holds in each tunnel of a dual-tunnel one.",
    "## SSL servers",
    appliedTable(servers),
    "## Both resources, and connections",
    appliedTable(connections),
    "## Not applied",
    "What arguments alone can't break. The service is asked for some of it by the opt-in preflight; the rest is found by `up`, with advice. Where two resources of one program break a rule together, the preview says so: the last column names the rules for that.",
    unappliedTable(unapplied),
    "## Rules of this package",
    "No page has them.",
    table(
      ["Rule", "Why"],
      ledger.own.map(({ rule, because }) => [code(rule), escaped(because)]),
    ),
    "## Warnings",
    "What works and is weak, or does something else than it seems to. Never a failure.",
    table(
      ["Warning", "Of", "For example", "Not for"],
      ledger.warnings.map(({ rule, says, example, quiet }) => [
        code(rule),
        escaped(says),
        exampleText(example),
        exampleText(quiet),
      ]),
    ),
    "",
  ].join("\n\n");
}
