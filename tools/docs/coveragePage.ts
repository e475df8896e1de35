import * as sdk from "@alicloud/vpc20160428";
import { type Tree, blocksIn, isBlock } from "../../provider/src/schema/define";
import { apiName } from "../../provider/src/schema/mapping";
import { isRecord } from "../../provider/src/properties";
import { sslVpnServer } from "../../provider/src/resources/sslVpnServer/definition";
import { vpnConnection } from "../../provider/src/resources/vpnConnection/definition";
import { type Noted, noted, remarks } from "./coverageNotes";
import { code, page, table } from "./markdown";

type Direction = "request" | "response";

/** A value of a resource in a message: the API's property, and the path of the argument or output. */
type Place = readonly [property: string, path: string];

const rolesOnce = (path: string) => path.replace(/\b(?:master|slave)\b/, "<role>");

/** Where a request has the arguments. */
function sent(tree: Tree, modify: boolean, path = "", at = "", close = ""): Place[] {
  return Object.entries(tree).flatMap(([name, node]): Place[] => {
    const own = `${path}${name}`;
    const property = `${at}${apiName(name, node)}`;
    if (!isBlock(node)) {
      const travels = node.write === undefined || node.write("") !== undefined;
      return travels && !(modify && node.change === "replaces") ? [[`${property}${close}`, own]] : [];
    }
    if (node.form === "by role") {
      return blocksIn(node.within).flatMap(([role, one]) =>
        sent(one.within, modify, `${own}.${role}.`, `${property}[].`),
      );
    }
    return node.form === "object"
      ? sent(node.within, modify, `${own}.`, `${property}.`)
      : sent(node.within, modify, `${own}.`, `${property}{`, "}");
  });
}

/** Where an answer has the outputs. */
function told(tree: Tree, path = "", at = ""): Place[] {
  return Object.entries(tree).flatMap(([name, node]): Place[] => {
    const own = `${path}${name}`;
    // In JSON texts some names begin small; no model's does.
    const property = `${at}${(node.from ?? apiName(name, node)).replace(/^./, (first) => first.toUpperCase())}`;
    if (!isBlock(node)) return node.writeOnly === true ? [] : [[property, own]];
    if (node.form !== "by role") return told(node.within, `${own}.`, `${property}.`);
    return blocksIn(node.within).flatMap(([role, one]) =>
      told(one.within, `${own}.${role}.`, `${property}[].`),
    );
  });
}

/** What travels as a list of keys and values. */
const tags = (at: string): Place[] => ["Key", "Value"].map((part) => [`${at}.${part}`, "tags"]);

interface Covered {
  readonly definition: { readonly arguments: Tree; readonly outputs: Tree };
  readonly create: string;
  readonly modify: string;
  readonly delete: string;
  readonly describe: string;
  /** Where the answer to a describe has the resource. */
  readonly at: string;
  readonly tags: { readonly sent: readonly Place[]; readonly told: readonly Place[] };
}

const covered: readonly Covered[] = [
  {
    definition: sslVpnServer,
    create: "CreateSslVpnServer",
    modify: "ModifySslVpnServer",
    delete: "DeleteSslVpnServer",
    describe: "DescribeSslVpnServers",
    at: "SslVpnServers.SslVpnServer[].",
    tags: { sent: [], told: [] },
  },
  {
    definition: vpnConnection,
    create: "CreateVpnConnection",
    modify: "ModifyVpnConnectionAttribute",
    delete: "DeleteVpnConnection",
    describe: "DescribeVpnConnection",
    at: "",
    tags: { sent: tags("Tags[]"), told: tags("Tags.Tag[]") },
  },
];

interface Model {
  names(): Record<string, string>;
  types(): Record<string, unknown>;
}

/** Every property of a model, those of its parts after it. */
function propertiesOf(model: Model, prefix = ""): { property: string; hasParts: boolean }[] {
  return Object.entries(model.names()).flatMap(([field, name]) => {
    const type = model.types()[field];
    const list = isRecord(type) && type.type === "array";
    const item: unknown = list ? type.itemType : type;
    const property = `${prefix}${name}${list ? "[]" : ""}`;
    if (typeof item !== "function" || !("names" in item)) return [{ property, hasParts: false }];
    return [{ property, hasParts: true }, ...propertiesOf(item as unknown as Model, `${property}.`)];
  });
}

function modelOf(operation: string, direction: Direction): Model {
  const models = sdk as unknown as Readonly<Record<string, Model>>;
  return models[`${operation}${direction === "request" ? "Request" : "ResponseBody"}`] as Model;
}

/** The keys of the API's JSON texts, which no model lists, follow the text that they are in. */
function rowsOf(section: string, direction: Direction, places: readonly Place[], model: Model): string[][] {
  const home = new Map(places.map(([property, path]) => [property, rolesOnce(path)]));
  const keysOf = (property: string) => [...home.keys()].filter((one) => one.startsWith(`${property}{`));
  const homeOf = (property: string): Noted | undefined => {
    const path = home.get(property);
    const word = direction === "request" ? "argument" : "output";
    if (path !== undefined) return [`${word} ${code(path)}`, remarks[property] ?? ""];
    return noted(section, property);
  };
  const all = propertiesOf(model)
    .sort((one, other) => (one.property < other.property ? -1 : 1))
    .flatMap(({ property, hasParts }): [string, Noted | undefined][] => {
      const keys = keysOf(property).sort();
      if (hasParts) return [[property, ["parts", "its parts follow"]]];
      if (keys.length > 0) {
        return [
          [property, ["parts", "JSON text; its keys follow"]],
          ...keys.map((key): [string, Noted | undefined] => [key, homeOf(key)]),
        ];
      }
      return [[property, homeOf(property)]];
    });
  return all.map(([property, found]) => {
    if (found === undefined) throw new Error(`${section}: nobody has said what becomes of ${property}`);
    return [code(property), ...found];
  });
}

function sectionsOf(resource: Covered): string[] {
  const { definition, create, modify, describe, at } = resource;
  const described = told({ ...definition.arguments, ...definition.outputs })
    .filter(([, path]) => path !== "tags")
    .concat(resource.tags.told)
    .filter(([, path]) => at === "" || path !== "regionId");
  const requests: Readonly<Record<string, readonly Place[]>> = {
    [create]: [...sent(definition.arguments, false), ...resource.tags.sent],
    [modify]: sent(definition.arguments, true),
  };
  const section = (operation: string, direction: Direction, places: readonly Place[]) => {
    const title = `${operation}: ${direction}`;
    const rows = rowsOf(title, direction, places, modelOf(operation, direction));
    return `## ${title}\n\n${table(["Property", "Home", "Note"], rows)}`;
  };
  return [create, modify, resource.delete, describe].flatMap((operation) => [
    section(operation, "request", requests[operation] ?? []),
    section(
      operation,
      "response",
      operation === describe
        ? described.map(([property, path]) => [`${at}${property}`, path] as const)
        : described,
    ),
  ]);
}

const introduction = `Every property of the API operations behind the two resources, and where it is in this package. The list of
properties is the one of the vendor's SDK, \`@alicloud/vpc20160428\` 7.3, for API version 2016-04-28. It holds
everything that the reference pages of CreateSslVpnServer, ModifySslVpnServer and ModifyVpnConnectionAttribute name.
The keys of the API's JSON texts, which no model lists, are written as \`IkeConfig{Psk}\` and are those of the pages.

The tables are made from the definitions of the resources and the models of the SDK; \`npm run docs\` fails where the SDK
has a property that nobody has said anything of. \`tests/unit/apiCoverage.test.ts\` reads them, and fails where the code
that talks to the API does something else than a row says.

## How to read the tables

| Home            | Meaning                                                                          |
| --------------- | -------------------------------------------------------------------------------- |
| argument \`name\` | you set it: the argument with this path; \`<role>\` stands for \`master\` or \`slave\` |
| output \`name\`   | you read it: the output with this path                                           |
| id              | it is the resource's id                                                          |
| own             | the package sets or uses it by itself; the note says how                         |
| parts           | it has parts, which have rows of their own                                       |
| left out        | it has no home; the note says why                                                |

Outputs always come from a describe, made after the gateway is \`active\` again. What a create or a modify answers
beside the id is not read. Its rows name the output that holds the same thing.

Two arguments have no property of these operations for reading or changing them:

- \`autoConfigRoute\` is sent and never described. The output is what was last asked for.
- \`tags\` can be given to CreateVpnConnection only. Later changes go through TagResources and UnTagResources.`;

/** Where each property of the API is in this package. */
export const coveragePage = (): string =>
  page(
    "the definitions in provider/src/resources",
    "# API coverage",
    introduction,
    ...covered.flatMap(sectionsOf),
  );
