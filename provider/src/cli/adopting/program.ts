import { isRecord, setPath } from "../../properties";
import { describeFailure } from "../../schema/check";
import type { Adopted } from "./adopted";

const WIDTH = 80;

/** A text that stands in the program as it is, not as a string. */
class Code {
  constructor(readonly text: string) {}
}

/** The TypeScript that declares what was adopted, in the form that Prettier gives it. */
export function programOf(all: readonly Adopted[], protect: boolean): string {
  const classes = [...new Set(all.map(({ definition }) => definition.name))].sort();
  const keyed = all.some(({ keys }) => keys.length > 0);
  const head = [
    ...(keyed ? ['import * as pulumi from "@pulumi/pulumi";'] : []),
    `import { ${classes.join(", ")} } from "pulumi-alicloud-vpn";`,
    ...(keyed ? ["", "const config = new pulumi.Config();"] : []),
  ].join("\n");
  return `${[head, ...all.map((adopted) => declaration(adopted, protect))].join("\n\n")}\n`;
}

function declaration(adopted: Adopted, protect: boolean): string {
  const { definition, names } = adopted;
  const opening = `export const ${names.constant} = new ${definition.name}(`;
  const [name, args] = [JSON.stringify(names.pulumi), argumentsIn(adopted)];
  const body = protect
    ? `${opening}\n  ${name},\n  ${written(args, "  ")},\n  { protect: true },\n);`
    : `${opening}${name}, ${written(args, "")});`;
  return [...comments(adopted), body].join("\n");
}

/** The arguments in the order of the fields, keys as secrets of the configuration. */
function argumentsIn({ names, values, keys }: Adopted): unknown {
  const named = values.name === names.pulumi ? setPath(values, "name", undefined) : values;
  return keys.reduce<Readonly<Record<string, unknown>>>(
    (args, { path, config }) =>
      setPath(args, path, new Code(`config.requireSecret(${JSON.stringify(config)})`)),
    named,
  );
}

function comments({ id, outputs, leftOut, broken }: Adopted): string[] {
  return [
    `// ${id} on ${String(outputs.vpnGatewayId)}`,
    ...leftOut.map((failure) => `// Left to the service: ${oneLine(describeFailure(failure))}`),
    ...broken.map((failure) => `// To be mended: ${oneLine(describeFailure(failure))}`),
  ];
}

const oneLine = (text: string): string => text.replace(/\s+/g, " ");

/** @param column where the value begins in its line */
function written(value: unknown, indent: string, column = 0): string {
  if (value instanceof Code) return value.text;
  if (Array.isArray(value)) return writtenList(value, indent, column);
  if (!isRecord(value)) return JSON.stringify(value);
  const inner = `${indent}  `;
  const lines = Object.entries(value).map(([key, item]) => {
    const start = `${inner}${property(key)}: `;
    return `${start}${written(item, inner, start.length)},`;
  });
  return lines.length === 0 ? "{}" : ["{", ...lines, `${indent}}`].join("\n");
}

function writtenList(items: readonly unknown[], indent: string, column: number): string {
  const flat = `[${items.map((item) => JSON.stringify(item)).join(", ")}]`;
  if (column + flat.length + ",".length <= WIDTH) return flat;
  return ["[", ...items.map((item) => `${indent}  ${JSON.stringify(item)},`), `${indent}]`].join("\n");
}

const property = (key: string): string => (/^[A-Za-z_$][\w$]*$/.test(key) ? key : JSON.stringify(key));
