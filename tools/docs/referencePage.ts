import { describeFailure } from "../../provider/src/schema/check";
import type { Definition } from "../../provider/src/schema/define";
import type { Field } from "../../provider/src/schema/fields";
import { type Declarations, type Member, isRefused } from "./declarations";
import { effectOf, removalText, shown } from "./effects";
import { least, withExample } from "./examples";
import { type AppliedRow, type Kind, type Ledger, isApplied } from "./ledger";
import { code, codes, escaped, page, table } from "./markdown";

/** A resource to write the reference of. */
export interface Subject {
  readonly name: string;
  /** Where its texts stand, for the page's first line. */
  readonly from: string;
  readonly declared: Declarations;
  readonly fields: readonly Field[];
  readonly rules: Pick<Definition, "failures" | "complete">;
  /** Headings, and the interfaces whose own members stand below. */
  readonly parts: readonly (readonly [heading: string, of: string])[];
  /** What the ledger calls it. */
  readonly kinds: readonly Kind[];
  /** What is left out where there is no example yet: what the example takes as given. */
  readonly given: string;
}

const api = "https://api.alibabacloud.com/document/Vpc/2016-04-28";

/** "Source: A, B." with each operation linked to its page. */
const linked = (text: string) =>
  text.replace(/Source: ([^.]*)\./, (_, names: string) => {
    const links = names.replace(/\b(?:Create|Modify)\w+/g, (name) => `[${name}](${api}/${name})`);
    return `Source: ${links}.`;
  });

function description({ name, declared, given }: Subject): string {
  const text = linked(declared.docOf(name));
  return text.replace(/```ts\n/, `\`\`\`typescript\n${given}\n\n`);
}

/** Lines that stand by themselves in a comment are one paragraph, except in a list or in code. */
const flowing = (text: string) => text.replace(/([^\n])\n(?!\n|- )/g, "$1 ");

class Arguments {
  private readonly fields: ReadonlyMap<string, Field>;
  /** Where an interface was described. */
  private readonly described = new Map<string, string>();

  constructor(private readonly subject: Subject) {
    this.fields = new Map(subject.fields.map((field) => [field.path, field]));
  }

  part(interfaceName: string): string {
    return this.listed(this.subject.declared.ownMembersOf(interfaceName), "");
  }

  private listed(members: readonly Member[], prefix: string): string {
    const taken = members.filter((member) => !isRefused(member));
    return taken.map((member) => this.argument(member, `${prefix}${member.name}`)).join("\n\n");
  }

  private argument(member: Member, path: string): string {
    const field = this.fields.get(path);
    const parts = [
      `${this.subject.parts.length > 1 ? "####" : "###"} ${code(path)}`,
      [typeText(member, String), ...this.facts(member, field)].join(" · "),
      flowing(member.doc),
      field === undefined ? "" : rulesOf(field),
      member.holds === undefined ? "" : this.below(member.holds, path),
    ];
    return parts.filter((part) => part !== "").join("\n\n");
  }

  private facts({ optional }: Member, field: Field | undefined): string[] {
    const required = optional ? [] : ["required"];
    if (field === undefined) return required;
    const fallback = field.default === undefined ? [] : [`default ${shown(field.default)}`];
    const secret = field.secret === true ? ["secret"] : [];
    return [
      ...required,
      ...fallback,
      field.change === "replaces" ? "replaces" : "updates in place",
      ...secret,
    ];
  }

  /** The members of an object, or where they stand already. */
  private below(interfaceName: string, path: string): string {
    const { declared } = this.subject;
    const before = this.described.get(interfaceName);
    if (before !== undefined) {
      const names = declared.membersOf(interfaceName).map(({ name }) => name);
      return `As [${code(before)}](#${anchorOf(before)}): ${codes(names)}.`;
    }
    for (const name of [interfaceName, ...declared.basesOf(interfaceName)]) this.described.set(name, path);
    return this.listed(declared.membersOf(interfaceName), `${path}.`);
  }
}

function rulesOf(field: Field): string {
  const words = field.enum === undefined ? [] : [`must be one of ${codes(field.enum)}`];
  const rules = (field.rules ?? []).map(({ says, code: answer }) =>
    answer === undefined ? escaped(says) : `${escaped(says)} (${code(answer)})`,
  );
  return [...words, ...rules].map((rule) => `- ${rule}`).join("\n");
}

/** Both tunnels have the same arguments: one row stands for the two. */
const asOne = (fields: readonly Field[]) =>
  fields
    .filter(({ path }) => !path.startsWith("tunnels.slave."))
    .map((field) => [field.path.replace("tunnels.master.", "tunnels.*."), field] as const);

function changesTable(fields: readonly Field[]): string {
  return table(
    ["Argument", "Changing it", "Removing it", "No change"],
    asOne(fields).map(([path, field]) => {
      const effect = effectOf(field);
      return [
        code(path),
        effect.change === "replaces" ? "**replaces**" : "updates in place",
        removalText(effect),
        effect.same ?? "",
      ];
    }),
  );
}

/** Rules that are no single field's: what breaks them, and what the preview says then. */
function jointTable({ fields, kinds, rules }: Subject, ledger: Ledger): string {
  const own = new Set(fields.flatMap((field) => fieldRules(field)));
  const rows = ledger.rows
    .filter(isApplied)
    .filter((row) => row.kinds.some((kind) => kinds.includes(kind)))
    .filter(({ provider }) => !provider.every((rule) => own.has(rule)));
  const firsts = rows.filter(
    (row, index) => rows.findIndex(({ provider }) => provider.join() === row.provider.join()) === index,
  );
  return table(
    ["Rule", "For example", "Preview says"],
    firsts.map((row) => [codes(row.provider), refusedBy(row), escaped(messageOf(row, kinds, rules))]),
  );
}

function messageOf(row: AppliedRow, kinds: readonly Kind[], rules: Subject["rules"]): string {
  const kind = row.kinds.find((one) => kinds.includes(one)) ?? "server";
  const base = { vpnGatewayId: "vpn-…", ...least[kind] };
  const args = withExample(base, row, kind, row.refused[0] ?? {});
  const [failure] = rules.failures(rules.complete(args));
  if (failure === undefined) throw new Error(`${row.id} refuses nothing.`);
  return describeFailure(failure);
}

const fieldRules = ({ path, rules = [] }: Field) => [
  ...rules.map(({ id }) => id),
  ...["required", "type", "enum"].map((rule) => `${path}.${rule}`),
];

function refusedBy({ refused }: AppliedRow): string {
  return Object.entries(refused[0] ?? {})
    .map(([path, value]) =>
      value === null ? `no ${code(path)}` : code(`${path}: ${JSON.stringify(value).slice(0, 60)}`),
    )
    .join(", ");
}

function outputs({ name, declared }: Subject): string {
  const rows = (members: readonly Member[], prefix: string): string[][] =>
    members.flatMap((member) => [
      [code(prefix + member.name), typeText(member, escaped), linkedArgument(escaped(member.doc))],
      ...(member.holds === undefined
        ? []
        : rows(declared.membersOf(member.holds), `${prefix}${member.name}.`)),
    ]);
  const all = rows(declared.outputsOf(name), "");
  // What stands in the one tunnel stands in the other.
  return table(
    ["Output", "Type", "Meaning"],
    all.filter(([path]) => path?.includes(".slave.") !== true),
  );
}

const anchorOf = (path: string) => path.replace(/\W/g, "").toLowerCase();

/** What a comment calls by its interface is on this page. */
const linkedArgument = (text: string) =>
  text.replace(/`\w+Args\.(\w+)`/g, (_, path: string) => `[${code(path)}](#${anchorOf(path)})`);

/** Inside a table a bar has to be escaped, elsewhere it must not be. */
const typeText = ({ holds, type }: Member, written: (text: string) => string) =>
  holds === undefined ? `\`${written(type)}\`` : "`object`";

/** docs/reference/….md. */
export function referencePage(subject: Subject, ledger: Ledger): string {
  const described = new Arguments(subject);
  const several = subject.parts.length > 1;
  return page(
    subject.from,
    `# ${subject.name}`,
    description(subject),
    "## Arguments",
    "Every argument takes a value, a promise or an output. Values that break a rule are refused at preview; in brackets stands the code by which the service would refuse them. [All codes](../errors.md) · [all rules](../rules.md)",
    ...subject.parts.flatMap(([heading, of]) => [several ? `### ${heading}` : "", described.part(of)]),
    "## Changing and removing arguments",
    "What a preview announces and `up` does. Each row is tried on the real engine by `tests/engine/table.test.ts`.",
    changesTable(subject.fields),
    "A default that is made explicit, and a generated value that is written into the program as it is, are no change.",
    "## Rules over several arguments",
    jointTable(subject, ledger),
    "## Outputs",
    outputs(subject),
    `\`id\` and \`urn\` are those of every resource. \`${subject.name}.get(name, id, { regionId }, options)\` reads one that exists, without managing it. To manage it, [adopt it](../guides/adopt.md).`,
    `\`validate(${subject.name}, name, args)\` tells a unit test [what a preview would refuse](../guides/test-your-stack-offline.md#wrong-arguments).`,
  );
}
