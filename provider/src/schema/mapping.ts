import { type Properties, getPath, isGiven, isRecord } from "../properties";
import { type Block, type Leaf, type Tree, blocksIn, isBlock } from "./define";
import type { FieldType } from "./fields";

/*
 * How the API writes values, and how we do: texts for lists, numbers and booleans, and an empty text for nothing.
 */

/** Of a text, too. The SDK makes NaN of a text that is none. */
export function readNumber(value: unknown): number | undefined {
  const read = isGiven(value) && value !== "" ? Number(value) : NaN;
  return Number.isNaN(read) ? undefined : read;
}

/** Of a text, too; the SDK makes texts of numbers where it expects a text. */
export function readBoolean(value: unknown): boolean | undefined {
  if (typeof value === "boolean") return value;
  return typeof value === "string" && value !== "" ? ["true", "1"].includes(value.toLowerCase()) : undefined;
}

/** Blocks that are parted by commas. */
export function readCsv(value: unknown): string[] | undefined {
  const texts = (typeof value === "string" ? value : "").split(",").map((one) => one.trim());
  const given = texts.filter((one) => one !== "");
  return given.length === 0 ? undefined : given;
}

/**
 * A key, where it is told: the service may write stars in its place, which are no key and must never be sent back. A
 * star or two may be somebody's key, as the rules have it.
 */
export function readSecret(value: unknown): string | undefined {
  return typeof value === "string" && !/^(?:\*{3,})?$/.test(value) ? value : undefined;
}

const writeCsv = (value: unknown): unknown => (Array.isArray(value) ? value.join(",") : undefined);

const readers: Partial<Record<FieldType, (value: unknown) => unknown>> = {
  number: readNumber,
  "number or string": readNumber,
  boolean: readBoolean,
  "list of strings": readCsv,
};

/** Without what isn't there: the API says "nothing" by an empty text, too. */
function told(properties: Properties): Properties {
  return Object.fromEntries(Object.entries(properties).filter(([, value]) => isGiven(value) && value !== ""));
}

/** The API's name of an argument or output. */
export const apiName = (name: string, { api }: Pick<Leaf, "api">): string =>
  api ?? name.charAt(0).toUpperCase() + name.slice(1);

/** The SDK begins a name with a small letter, but `IDaaSRegionId`. */
const sdkName = (name: string): string =>
  /^[A-Z]{2}/.test(name) ? name : name.charAt(0).toLowerCase() + name.slice(1);

export type Changing = "create" | "modify";

/** The parameters of a request, by the SDK's names. A modify takes no argument whose change replaces. */
export function requestOf(tree: Tree, args: Properties, operation: Changing): Properties {
  return parameters(tree, args, operation, sdkName);
}

function parameters(
  tree: Tree,
  args: Properties,
  operation: Changing,
  named: (name: string) => string,
): Properties {
  const entries = Object.entries(tree).map(([name, node]) => [
    named(apiName(name, node)),
    isGiven(args[name]) ? written(node, args[name], operation) : undefined,
  ]);
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined)) as Properties;
}

function written(node: Leaf | Block, value: unknown, operation: Changing): unknown {
  if (isBlock(node)) return isRecord(value) ? writtenBlock(node, value, operation) : undefined;
  if (operation === "modify" && node.change === "replaces") return undefined;
  if (node.write !== undefined) return node.write(value);
  return node.type === "list of strings" ? writeCsv(value) : value;
}

function writtenBlock({ form, within }: Block, value: Properties, operation: Changing): unknown {
  switch (form) {
    case "object":
      return parameters(within, value, operation, sdkName);
    case "JSON":
      return JSON.stringify(parameters(within, value, operation, String));
    case "JSON of texts": {
      const entries = Object.entries(parameters(within, value, operation, String));
      return JSON.stringify(Object.fromEntries(entries.map(([name, item]) => [name, String(item)])));
    }
    case "by role":
      return blocksIn(within).flatMap(([role, node]) => {
        const item = value[role];
        return isRecord(item)
          ? [
              {
                role,
                ...told({ tunnelId: item.tunnelId }),
                ...parameters(node.within, item, operation, sdkName),
              },
            ]
          : [];
      });
  }
}

/** What an answer, by the SDK's names, tells of the tree. */
export function outputsOf(tree: Tree, answer: unknown): Properties {
  return told(
    Object.fromEntries(Object.entries(tree).map(([name, node]) => [name, read(node, name, answer)])),
  );
}

function read(node: Leaf | Block, name: string, answer: unknown): unknown {
  const path = (node.from ?? apiName(name, node)).split(".").map(sdkName).join(".");
  const value = getPath(answer, path);
  if (isBlock(node)) return node.form === "by role" ? readRoles(node, value) : readBlock(node, value);
  if (node.read !== undefined) return node.read(value, answer);
  const reader = node.secret === true ? readSecret : readers[node.type];
  return reader === undefined ? value : reader(value);
}

function readBlock({ within, told: isTold }: Block, value: unknown): Properties | undefined {
  if (!isRecord(value) || isTold?.(value) === false) return undefined;
  const outputs = outputsOf(within, value);
  return Object.keys(outputs).length === 0 ? undefined : outputs;
}

function readRoles({ within }: Block, value: unknown): Properties | undefined {
  const items = Array.isArray(value) ? value : [];
  const outputs = blocksIn(within).flatMap(([role, node]) => {
    const item: unknown = items.find((one: unknown) => getPath(one, "role") === role);
    return item === undefined ? [] : [[role, outputsOf(node.within, item)] as const];
  });
  return outputs.length === 0 ? undefined : Object.fromEntries(outputs);
}
