import { readFileSync } from "node:fs";
import path from "node:path";
import * as sdk from "@alicloud/vpc20160428";
import * as pulumi from "@pulumi/pulumi";
import { SslVpnServer, VpnConnection } from "../../provider/src";
import { type Properties, getPath, isRecord, setPath } from "../../provider/src/properties";
import type { Field, FieldType } from "../../provider/src/schema/fields";
import { sslVpnServer } from "../../provider/src/resources/sslVpnServer/definition";
import type { Call } from "../../provider/src/vpc/calls";
import type { Client } from "../../provider/src/vpc/client";
import { sslVpnServersApi } from "../../provider/src/vpc/sslVpnServers";
import { vpnConnectionsApi } from "../../provider/src/vpc/vpnConnections";
import { vpnConnection } from "../../provider/src/resources/vpnConnection/definition";

const { fields: vpnFields } = vpnConnection;

const { fields: sslFields } = sslVpnServer;

/** What each operation of the tables belongs to; the tables have exactly these. */
const resourceOf = {
  CreateSslVpnServer: "SslVpnServer",
  ModifySslVpnServer: "SslVpnServer",
  DeleteSslVpnServer: "SslVpnServer",
  DescribeSslVpnServers: "SslVpnServer",
  CreateVpnConnection: "VpnConnection",
  ModifyVpnConnectionAttribute: "VpnConnection",
  DeleteVpnConnection: "VpnConnection",
  DescribeVpnConnection: "VpnConnection",
} as const;

type Operation = keyof typeof resourceOf;
type Direction = "request" | "response";

const operations = Object.keys(resourceOf) as Operation[];
const directions: readonly Direction[] = ["request", "response"];

const roles = ["master", "slave"] as const;

const fieldsOfResource = { SslVpnServer: sslFields, VpnConnection: vpnFields };

// --- The tables of docs/api-coverage.md ---------------------------------------------------------------------------

interface Row {
  readonly property: string;
  readonly home: "argument" | "output" | "id" | "own" | "parts" | "left out";
  /** Paths of the arguments or outputs; two where the row speaks of both tunnels. */
  readonly paths: readonly string[];
  readonly note: string;
}

const page = readFileSync(path.resolve(__dirname, "../../docs/api-coverage.md"), "utf8");

function rowsOf(operation: Operation, direction: Direction): Row[] {
  const [, section = ""] = page.split(`\n## ${operation}: ${direction}\n`);
  const [table = ""] = section.split("\n## ");
  return table
    .split("\n")
    .filter((line) => line.startsWith("| `"))
    .map(rowOf);
}

function rowOf(line: string): Row {
  const cells = /^\| `([^`]+)` *\| (argument|output|id|own|parts|left out)(?: `([^`]+)`)? *\|(.*)\|$/.exec(
    line,
  );
  if (cells === null) throw new Error(`This row of docs/api-coverage.md can't be read: ${line}`);
  const [, property = "", home = "", named, note = ""] = cells;
  const paths = named === undefined ? [] : [...new Set(roles.map((role) => named.replace("<role>", role)))];
  return { property, home: home as Row["home"], paths, note: note.trim() };
}

// --- The SDK's models ---------------------------------------------------------------------------------------------

interface Model {
  new (): Record<string, unknown>;
  names(): Record<string, string>;
  types(): Record<string, unknown>;
}

function modelOf(operation: Operation, direction: Direction): Model {
  const name = `${operation}${direction === "request" ? "Request" : "ResponseBody"}`;
  return (sdk as unknown as Readonly<Record<string, Model>>)[name] as Model;
}

/** A property as the model knows it: the model of its parts, if it has any, and whether it is a list of them. */
function typeOf(model: Model, field: string): { parts?: Model; list: boolean } {
  const type = model.types()[field];
  const list = isRecord(type) && type.type === "array";
  const item = list ? type.itemType : type;
  return {
    list,
    parts: typeof item === "function" && "names" in item ? (item as unknown as Model) : undefined,
  };
}

function propertiesOf(model: Model, prefix = ""): string[] {
  return Object.entries(model.names()).flatMap(([field, name]) => {
    const { parts, list } = typeOf(model, field);
    const property = `${prefix}${name}${list ? "[]" : ""}`;
    return parts === undefined ? [property] : [property, ...propertiesOf(parts, `${property}.`)];
  });
}

/** Which answer a service gives: what of it isn't there, and which tunnel its tunnel is. */
interface Variant {
  readonly without?: string;
  readonly role?: string;
}

/** An answer with `1` or `false` everywhere, but for one property. */
function answer(
  model: Model,
  variant: Variant,
  other?: { property: string; text: string },
  prefix = "",
): unknown {
  const body = new model();
  for (const [field, name] of Object.entries(model.names())) {
    const { parts, list } = typeOf(model, field);
    const property = `${prefix}${name}${list ? "[]" : ""}`;
    if (property === variant.without) continue;
    const isOther = property === other?.property;
    const plain = { string: isOther ? other.text : "1", number: isOther ? 2 : 1, boolean: isOther };
    const leaf = name === "Role" ? variant.role : plain[String(model.types()[field]) as keyof typeof plain];
    const value = parts === undefined ? leaf : answer(parts, variant, other, `${property}.`);
    body[field] = list ? [value] : value;
  }
  return body;
}

// --- What the package sends, and what it makes of answers ---------------------------------------------------------

type Sent = Readonly<Record<string, unknown>>;

/** What a create answers: without an id it would be an outcome nobody knows. */
const ids = { sslVpnServerId: "id", vpnConnectionId: "id" };

/** An API that notes the requests, and answers with `body`. */
function witness(body: unknown = ids): { call: Call; sent: Sent[] } {
  const sent: Sent[] = [];
  const client = new Proxy(
    {},
    {
      get: () => (request: { toMap(): Sent }) => {
        sent.push(request.toMap());
        return Promise.resolve({ body });
      },
    },
  );
  const call: Call = async (_operation, _intent, send) => {
    const { body: answered } = await send({
      sdk: client,
      models: sdk,
      endpoint: "nowhere",
    } as unknown as Client);
    return answered as never;
  };
  return { call, sent };
}

/** The leaves of a value by their path: `[]` for lists of objects (an empty one sends nothing), `{}` for JSON texts. */
function leavesOf(value: unknown, prefix = ""): [string, unknown][] {
  const text =
    typeof value === "string" && value.startsWith("{") ? (JSON.parse(value) as unknown) : undefined;
  if (isRecord(text)) return Object.entries(text).map(([key, item]) => [`${prefix}{${key}}`, item]);
  if (Array.isArray(value) && !value.some((item) => typeof item === "string"))
    return value.flatMap((item) => leavesOf(item, `${prefix}[]`));
  if (!isRecord(value)) return [[prefix, value]];
  return Object.entries(value).flatMap(([key, item]) =>
    leavesOf(item, prefix === "" ? key : `${prefix}.${key}`),
  );
}

/** The leaves that aren't the same in two values. */
function differences(one: unknown, other: unknown): string[] {
  const texts = (value: unknown) =>
    new Set(leavesOf(value).map(([leaf, item]) => `${leaf}=${JSON.stringify(item)}`));
  const [before, after] = [texts(one), texts(other)];
  const changed = [...before, ...after].filter((text) => !before.has(text) || !after.has(text));
  return [...new Set(changed.map((text) => text.slice(0, text.indexOf("="))))].sort();
}

const samples: Readonly<Record<FieldType, readonly [unknown, unknown]>> = {
  string: ["a", "b"],
  number: [1, 2],
  boolean: [true, false],
  "number or string": [1, 2],
  "list of strings": [["a"], ["b"]],
  "map of strings": [{ a: "1" }, { b: "2" }],
};

const argumentsOf = (fields: readonly Field[], second?: Field): Properties =>
  fields.reduce<Properties>(
    (args, field) => setPath(args, field.path, samples[field.type][field === second ? 1 : 0]),
    {},
  );

/** The request that an operation sends for these arguments. */
async function requestFor(operation: Operation, args: Properties): Promise<Sent> {
  const { call, sent } = witness();
  const region = String(args.regionId);
  const [servers, connections] = [sslVpnServersApi(call, region), vpnConnectionsApi(call, region)];
  const tunnels = roles.filter((role) => isRecord(getPath(args, `tunnels.${role}`)));
  const named = tunnels.reduce((all, role) => setPath(all, `tunnels.${role}.tunnelId`, "tun"), args);
  const sending: Record<Operation, () => Promise<unknown>> = {
    CreateSslVpnServer: async () => {
      await servers.createSslVpnServer(args, "token");
      await carriedOut(servers.dryCreateSslVpnServer(args));
    },
    ModifySslVpnServer: async () => {
      await servers.modifySslVpnServer("id", args, "token");
      await carriedOut(servers.dryModifySslVpnServer("id", args));
    },
    DeleteSslVpnServer: () => servers.deleteSslVpnServer("id", "token"),
    DescribeSslVpnServers: async () => {
      await servers.sslVpnServers({ sslVpnServerId: "id" });
      await servers.sslVpnServers({ vpnGatewayId: "vpn" });
    },
    CreateVpnConnection: async () => {
      const tags = args.tags as Record<string, string>;
      await connections.createVpnConnection(args, tags, "token");
      await carriedOut(connections.dryCreateVpnConnection(args, tags));
    },
    ModifyVpnConnectionAttribute: () => connections.modifyVpnConnection("id", named, "token"),
    DeleteVpnConnection: () => connections.deleteVpnConnection("id", "token"),
    DescribeVpnConnection: () => connections.vpnConnection("id"),
  };
  const carriedOut = (dryRun: Promise<void>) =>
    expect(dryRun).rejects.toThrow("answered a dry run as if it were none");
  await sending[operation]();
  return Object.assign({}, ...sent) as Sent;
}

/** The outputs that the package makes of an answer. */
async function outputsOf(operation: Operation, body: unknown): Promise<unknown> {
  const { call } = witness(body);
  return operation === "DescribeVpnConnection"
    ? await vpnConnectionsApi(call, "region").vpnConnection("id")
    : (await sslVpnServersApi(call, "region").sslVpnServers({ sslVpnServerId: "1" }))[0];
}

/** Every set of arguments a resource can have: a connection has one tunnel or two. */
const modes = {
  SslVpnServer: [sslFields],
  VpnConnection: [vpnConnection.fieldsFor({}), vpnConnection.fieldsFor({ tunnels: {} })],
};

// --- The tests ----------------------------------------------------------------------------------------------------

describe.each(operations)("%s", (operation) => {
  const resource = resourceOf[operation];

  test.each(directions)("every property of the %s has one row, and nothing else has", (direction) => {
    const rows = rowsOf(operation, direction).map((row) => row.property);
    const properties = propertiesOf(modelOf(operation, direction));
    expect(rows.filter((property) => !property.includes("{")).sort()).toEqual(properties.sort());
    expect(new Set(rows).size).toBe(rows.length);
  });

  test.each(directions)("every row of the %s that is not self-evident says why", (direction) => {
    const silent = rowsOf(operation, direction).filter(
      ({ home, note }) => (home === "own" || home === "left out") && note === "",
    );
    expect(silent).toEqual([]);
  });

  test("rows name arguments that exist", () => {
    const known = fieldsOfResource[resource].map((field) => field.path);
    const named = rowsOf(operation, "request").flatMap((row) => row.paths);
    expect(named.filter((argument) => !known.includes(argument))).toEqual([]);
  });

  test("rows name outputs that exist", async () => {
    const known = await outputNames(resource);
    const named = rowsOf(operation, "response").flatMap((row) => row.paths);
    expect(named.filter((output) => !known.includes(output.split(".")[0] ?? ""))).toEqual([]);
  });

  test("sends what has a home, and nothing else", async () => {
    const requests = await Promise.all(
      modes[resource].map((fields) => requestFor(operation, argumentsOf(fields))),
    );
    const sent = new Set(requests.flatMap((request) => leavesOf(request).map(([leaf]) => leaf)));
    const homes = rowsOf(operation, "request").filter(({ home }) => home !== "left out" && home !== "parts");
    expect([...sent].sort()).toEqual(homes.map(({ property }) => property).sort());
  });
});

const changing = [
  "CreateSslVpnServer",
  "ModifySslVpnServer",
  "CreateVpnConnection",
  "ModifyVpnConnectionAttribute",
] as const;

test.each(changing)("%s carries each argument in the properties whose rows name it", async (operation) => {
  const rows = rowsOf(operation, "request");
  // Tags change by operations of their own, and what replaces is no business of a modify.
  const carried = (field: Field) =>
    operation.startsWith("Create") || (field.change === "updates" && field.path !== "tags");
  const actual: Record<string, string[]> = {};
  for (const fields of modes[resourceOf[operation]]) {
    for (const field of fields.filter(carried)) {
      const before = await requestFor(operation, argumentsOf(fields));
      actual[field.path] = differences(before, await requestFor(operation, argumentsOf(fields, field)));
    }
  }
  const named = (argument: string) => rows.filter((row) => row.paths.includes(argument));
  const expected = Object.keys(actual).map((argument) => [
    argument,
    named(argument)
      .map((row) => row.property)
      .sort(),
  ]);
  expect(actual).toEqual(Object.fromEntries(expected));
  expect(Object.keys(actual).filter((argument) => named(argument).length === 0)).toEqual([]);
});

/** What goes with a switch: a health check that is off has no result. */
const switches = new Map([["VcoHealthCheck.Enable", /^healthCheckStatus\./]]);

const describing = ["DescribeSslVpnServers", "DescribeVpnConnection"] as const;

test.each(describing)("%s is read into the outputs that the rows name, and no others", async (operation) => {
  const model = modelOf(operation, "response");
  const variants: Variant[] = [{ without: "TunnelOptionsSpecification" }, ...roles.map((role) => ({ role }))];
  const rows = rowsOf(operation, "response").filter(({ home }) => home === "output" || home === "left out");
  const actual: Record<string, string[]> = {};
  for (const { property } of rows) {
    const changed = new Set<string>();
    for (const variant of variants) {
      const before = await outputsOf(operation, answer(model, variant));
      for (const text of ["2", "true"]) {
        const after = await outputsOf(operation, answer(model, variant, { property, text }));
        differences(before, after).forEach((output) => changed.add(output.replace(/^tags\..*/, "tags")));
      }
    }
    actual[property] = [...changed].filter((output) => !switches.get(property)?.test(output)).sort();
  }
  expect(actual).toEqual(Object.fromEntries(rows.map(({ property, paths }) => [property, paths])));
});

const answering = [
  ["CreateSslVpnServer", "DescribeSslVpnServers"],
  ["ModifySslVpnServer", "DescribeSslVpnServers"],
  ["CreateVpnConnection", "DescribeVpnConnection"],
  ["ModifyVpnConnectionAttribute", "DescribeVpnConnection"],
] as const;

test.each(answering)("what %s answers is where %s has it", (operation, description) => {
  const described = rowsOf(description, "response").flatMap(({ paths }) => paths);
  const named = rowsOf(operation, "response").flatMap(({ paths }) => paths);
  expect(named.filter((output) => !described.includes(output))).toEqual([]);
});

/** The outputs of a resource's class: what an object of it has. */
async function outputNames(resource: keyof typeof fieldsOfResource): Promise<string[]> {
  const mocks: pulumi.runtime.Mocks = {
    newResource: ({ name, inputs }) => ({ id: name, state: inputs as Record<string, unknown> }),
    call: () => ({}),
  };
  await pulumi.runtime.setMocks(mocks, "project", "stack", false, "organization");
  const gateway = { vpnGatewayId: "vpn-1", localSubnets: ["10.0.0.0/16"] };
  const made =
    resource === "SslVpnServer"
      ? new SslVpnServer("one", { ...gateway, clientIpPool: "10.250.0.0/24" })
      : new VpnConnection("one", {
          ...gateway,
          customerGatewayId: "cgw-1",
          remoteSubnets: ["192.168.0.0/24"],
        });
  return Object.keys(made);
}
