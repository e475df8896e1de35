import type { Fault, SimulatorOptions } from "../../simulator/src/index";
import type { NetworkHabits } from "./network";

/** A way the service may be, of which nobody here knows whether it is so. */
export interface World {
  readonly name: string;
  readonly switches?: SimulatorOptions;
  /** What the service does, now and then or all the time. */
  readonly faults?: readonly Fault[];
  readonly network?: NetworkHabits;
  /** Settings of the stacks. */
  readonly config?: Readonly<Record<string, string>>;
  /** Connections never show a mark. */
  readonly unmarked?: true;
  /** What a command may say for good in this world, since nothing but a person can help it. */
  readonly explains?: RegExp;
}

/** How the service may look at tokens, and at changes that it has only just accepted. */
const acceptance: readonly World[] = [
  { name: "tokens before the busy check", switches: { tokens: "A" } },
  { name: "tokens after the busy check", switches: { tokens: "B" } },
  { name: "tokens ignored", switches: { tokens: "C" } },
  { name: "tokens in progress refused", switches: { tokenInProgress: "refused" } },
  { name: "busy 5 s late", switches: { busyLag: 5_000 } },
  { name: "busy 5 s late, changes accepted", switches: { busyLag: 5_000, busyLagRefuses: "accepted" } },
  { name: "busy 1 s late", switches: { busyLag: 1_000 } },
  { name: "changes visible once active", switches: { visible: "active" } },
  { name: "siblings unchecked", switches: { siblings: "unchecked" } },
  { name: "names sent keep busy", switches: { nameOnly: "sent" } },
  { name: "names always keep busy", switches: { nameOnly: "never" } },
  { name: "names refused while busy", switches: { nameWhileBusy: "refused" } },
  { name: "compress resets", switches: { compressOnModify: "true" } },
];

const lags: readonly World[] = [
  { name: "describes lag 10 s", switches: { describeLag: 10_000 } },
  { name: "lists lag 10 s", switches: { listLag: 10_000 } },
  { name: "tags lag 10 s", switches: { tagLag: 10_000 } },
  { name: "tags lag 3 s", switches: { tagLag: 3_000 } },
  { name: "all lags 8 s", switches: { describeLag: 8_000, listLag: 8_000, tagLag: 8_000 } },
  { name: "deletions show 30 s", switches: { deletionLag: 30_000 } },
];

const answers: readonly World[] = [
  { name: "times in seconds", switches: { createTimeUnit: "s" } },
  { name: "times in whole seconds", switches: { createTimeUnit: "whole seconds in ms" } },
  { name: "fields absent", switches: { absentFields: "absent" } },
  { name: "fields empty", switches: { absentFields: "empty" } },
  { name: "natural tunnel fields", switches: { tunnelFields: "natural" } },
  { name: "keys masked", switches: { keys: "masked" }, explains: /a block is sent whole/ },
  { name: "keys absent", switches: { keys: "absent" }, explains: /a block is sent whole/ },
  { name: "related ids missing", faults: nowAndThen({ without: ["VpnGatewayId", "CustomerGatewayId"] }) },
  { name: "related ids empty", faults: nowAndThen({ set: { VpnGatewayId: "", CustomerGatewayId: "" } }) },
  { name: "another region told", faults: nowAndThen({ set: { RegionId: "cn-shanghai" } }) },
];

const permission = /permission|alicloud-vpn:mark/;

const tags: readonly World[] = [
  { name: "tags ignored at create", switches: { tagsAtCreate: "ignored" }, unmarked: true },
  { name: "tag operations forbidden", switches: { tagOperations: "forbidden" }, explains: permission },
  {
    name: "tag operations unknown",
    switches: { tagOperations: "unknown type" },
    explains: /InvalidResourceType|permission|alicloud-vpn:mark/,
  },
  { name: "mark off", config: { "alicloud-vpn:mark": "off" }, unmarked: true },
];

const values: readonly World[] = [
  {
    name: "modifies not taken",
    faults: [1, 4].map((skip) => ({
      kind: "ignoreValues" as const,
      operation: ["ModifySslVpnServer", "ModifyVpnConnectionAttribute"],
      paths: "all" as const,
      skip: skip - 1,
    })),
  },
  {
    name: "creates not taken",
    faults: [
      { kind: "ignoreValues", operation: "CreateSslVpnServer", paths: ["Port", "Cipher"] },
      {
        kind: "ignoreValues",
        operation: "CreateVpnConnection",
        paths: ["EnableDpd", "IkeConfig.IkeLifetime"],
      },
    ],
  },
];

const codes: readonly World[] = [
  "TaskConflict",
  "OperationConflict",
  "IncorrectStatus.VpnGateway",
  "vpngateway.configuring",
].map((code) => ({ name: `busy is ${code}`, switches: { codes: { "VpnGateway.Configuring": code } } }));

const network: readonly World[] = [
  { name: "answers take up to 40 s", network: { slowAnswers: [500, 40_000] } },
  { name: "a slow network", network: { latency: [300, 2_500] } },
  { name: "throttled above 3 calls/s", switches: { throttle: 3 } },
];

export const worlds: readonly World[] = [
  ...acceptance,
  ...lags,
  ...answers,
  ...tags,
  ...values,
  ...codes,
  ...network,
];

/** One answer in some is altered: to a question by id, and in lists. */
function nowAndThen(alteration: { without?: readonly string[]; set?: Record<string, unknown> }): Fault[] {
  const operation = ["DescribeVpnConnection", "DescribeVpnConnections", "DescribeSslVpnServers"];
  return [0, 2, 5, 9, 14, 20, 27].map((skip) => ({ kind: "alterAnswer", operation, skip, ...alteration }));
}

export function worldsNamed(names: readonly string[]): World[] {
  return names.map((name) => {
    const world = worlds.find((one) => one.name === name);
    if (world === undefined) throw new Error(`There is no world "${name}".`);
    return world;
  });
}

/** Whether two worlds can be at once: a switch has one position, and what is neither told nor taken nobody can see. */
export function fitTogether(one: World, other: World): boolean {
  const touched = [one, other].map(({ switches = {}, faults = [] }) => [
    ...Object.keys(switches),
    ...new Set(faults.map(({ kind }) => kind)),
  ]);
  const [first = [], second = []] = touched;
  const names = [...first, ...second];
  if (names.includes("keys") && names.includes("ignoreValues")) return false;
  return !first.some((name) => second.includes(name));
}

/** What several worlds make together. */
export function together(drawn: readonly World[]) {
  return {
    switches: Object.assign({}, ...drawn.map(({ switches }) => switches)) as SimulatorOptions,
    faults: drawn.flatMap(({ faults = [] }) => faults),
    network: Object.assign({}, ...drawn.map(({ network }) => network)) as NetworkHabits,
    config: Object.assign({}, ...drawn.map(({ config }) => config)) as Record<string, string>,
    unmarked: drawn.some(({ unmarked }) => unmarked === true),
    explains: drawn.flatMap(({ explains = [] }) => explains),
  };
}
