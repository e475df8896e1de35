import { families } from "../../provider/src/vpc/errorFamilies";
import type { Row } from "../../provider/src/vpc/errorTable";
import { type ErrorKind, errorTable, fromSdk } from "../../provider/src/vpc/errors";
import { type Ledger, isApplied } from "./ledger";
import { code, codes, escaped, page, table } from "./markdown";

/** What the package does by itself, and what is left to a person. */
const kinds: readonly { kind: ErrorKind; heading: string; means: string }[] = [
  {
    kind: "fatal",
    heading: "A person has to do something",
    means: "The operation ends with the error, and nothing is sent again.",
  },
  {
    kind: "conflict",
    heading: "Another change may help",
    means:
      "The change goes to the end of its gateway's queue and is tried again there, since a change of the same deployment may remove the cause. If none does, the operation ends with the error and names what it was tried behind.",
  },
  {
    kind: "busy",
    heading: "The gateway is busy",
    means:
      "Somebody else changes the gateway. The package waits until it is `active` and sends the same request again. You see it only where the time for the operation runs out: look at the gateway, then run `pulumi up` again.",
  },
  {
    kind: "retryable",
    heading: "Sent again after a pause",
    means:
      "The request was not taken. It is sent again after a pause, a longer one each time. You see it only where that doesn't help.",
  },
  {
    kind: "indeterminate",
    heading: "Nobody knows whether it was taken",
    means:
      "Before anything is sent again, the package waits for the gateway and looks whether the change is there. Run `pulumi up` again if the error comes through: nothing is made twice.",
  },
  {
    kind: "notFound",
    heading: "It doesn't exist any more",
    means:
      "For a delete that is a success. A refresh takes the resource out of the state, and the next `pulumi up` makes it anew.",
  },
];

/** Arguments that preview refuses so that this code never comes, as far as the values are known. */
function foundAtPreview(ledger: Ledger, text: string): string {
  const rows = ledger.rows.filter(isApplied).filter((row) => row.code === text || row.modifyCode === text);
  const paths = rows.flatMap(({ refused: [example = {}] }) => {
    const missing = Object.keys(example).filter((path) => example[path] === null);
    return [...missing, ...Object.keys(example)].slice(0, 1);
  });
  return paths.length === 0
    ? ""
    : `Preview finds it in ${codes([...new Set(paths)])}, where the values are known.`;
}

const grant =
  "Grant the RAM user or role the permission that the message names, such as `vpc:CreateSslVpnServer`.";

function advice(row: Row, preview = ""): string {
  const permission = row.access === true ? grant : "";
  return [row.advice ?? "", permission, preview].filter((part) => part !== "").join(" ");
}

function section(ledger: Ledger, kind: ErrorKind): string {
  const rows = Object.entries(errorTable).filter(([, row]) => row.kind === kind);
  const texts = rows.map(([text, row]) => [code(text), escaped(advice(row, foundAtPreview(ledger, text)))]);
  if (texts.length === 0) return "";
  if (texts.every(([, says]) => says === "")) return texts.map(([text]) => `- ${text ?? ""}`).join("\n");
  return table(
    ["Code", "What to do"],
    texts.map(([text = "", says = ""]) => [text, says === "" ? "What the message says." : says]),
  );
}

/** Codes that belong to no family, judged by their status; and failures on the way. */
const others: readonly (readonly [words: string, thrown: object])[] = [
  ["any other code with status 429", { code: "Anything", statusCode: 429 }],
  ["any other code with status 5xx", { code: "Anything", statusCode: 500 }],
  ["any other code with status 403", { code: "Anything", statusCode: 403 }],
  ["any other code", { code: "Anything", statusCode: 400 }],
  ["no connection: `ECONNREFUSED`, `ENOTFOUND` …", { code: "ECONNREFUSED", syscall: "connect" }],
  ["a connection that broke: `ECONNRESET` …; no answer in time", { code: "ECONNRESET" }],
  ["an answer that can't be read: HTML, `null`, cut short", { name: "SyntaxError" }],
  ["a certificate that isn't trusted", { code: "CERT_HAS_EXPIRED" }],
];

const headingOf = (wanted: ErrorKind) => kinds.find(({ kind }) => kind === wanted)?.heading ?? "";

function otherRows(): string[][] {
  return others.map(([words, thrown]) => {
    const error = fromSdk("CreateSslVpnServer", "the endpoint", thrown);
    return [words, headingOf(error.kind), escaped(error.advice ?? "")];
  });
}

function familyRows(): string[][] {
  return families.map(({ codes: spelt, row }) => [spelt, headingOf(row.kind), escaped(advice(row))]);
}

/** docs/errors.md. */
export function errorsPage(ledger: Ledger): string {
  return page(
    "provider/src/vpc/errors.ts",
    "# Error codes",
    "What the package does with each code of the API, and what is left to you. An error names the operation, the resource, the code, the request id and the advice. More on messages of the package's own is in [troubleshooting](troubleshooting.md).",
    ...kinds.flatMap(({ kind, heading, means }) => [`## ${heading}`, means, section(ledger, kind)]),
    "## Codes without a row",
    "Codes are compared without regard to case. One that no row has is judged like those that are spelt alike: by the first line that fits.",
    table(["Code", "What happens", "What to do"], familyRows()),
    "## Other codes, and failures on the way",
    table(["Code", "What happens", "What to do"], otherRows()),
    "## Of this package",
    table(
      ["Code", "What to do"],
      [
        [
          code("CustomerGatewayNotModified"),
          "The service took a change but not a tunnel's new customer gateway. Replace the connection: `pulumi up --replace` with its URN, as the message says.",
        ],
      ],
    ),
  );
}
