import { parseBusyTime } from "./durations";
import { ruleLedger } from "./rules/index";
import { documentedCodes } from "./rules/refusals";
import { checkValue } from "./shape";
import { didYouMean } from "./suggestion";

/** What nobody outside the service knows; a client has to be right in every position. */
export interface Switches {
  /** A: token looked up before the busy check. B: after it. C: ignored. @default "A" */
  tokens: "A" | "B" | "C";
  /** A token seen before, with other parameters. @default "refuse" */
  tokenMismatch: "refuse" | "replay";
  /** A token whose first request isn't answered yet: nothing special, or LastTokenProcessing. @default "ignored" */
  tokenInProgress: "ignored" | "refused";
  /** When a change shows in Describe. @default "accepted" */
  visible: "accepted" | "active";
  /** How long after its acceptance a change begins, and its gateway turns `updating`. @default 0 */
  busyLag: number;
  /** Another change within `busyLag`. @default "refused" */
  busyLagRefuses: "refused" | "accepted";
  /** How far behind what is described by id is. @default 0 */
  describeLag: number;
  /** How far behind lists are. @default 0 */
  listLag: number;
  /** How far behind the index of tags is: what answers show of them, and what is found by them. @default 0 */
  tagLag: number;
  /** How long a deleted resource still shows everywhere. @default 0 */
  deletionLag: number;
  /** Whether unchanged values sent beside a new name make ModifySslVpnServer asynchronous, or a name does so. */
  nameOnly: "changed" | "sent" | "never";
  /** A name-only ModifySslVpnServer on an updating gateway. @default "accepted" */
  nameWhileBusy: "accepted" | "refused";
  /** ModifySslVpnServer without Compress: the value stays, or becomes the documented default. @default "keep" */
  compressOnModify: "keep" | "true";
  /** Whether ModifyVpnConnectionAttribute takes a tunnel's CustomerGatewayId. @default "modify" */
  tunnelCustomerGateway: "modify" | "ignore";
  /** Documented ikev1; others have seen ikev2 for years. @default "ikev2" */
  defaultIkeVersion: "ikev2" | "ikev1";
  /** EnableTunnelsBgp of a create that doesn't send it, but whose tunnels have BGP. @default "false" */
  defaultEnableTunnelsBgp: "false" | "as the tunnels";
  /** Several subnets with IKEv1: refused always, on modify only (where the code is documented), or never. */
  ikev1MultiSubnet: "refuse" | "modify" | "accept";
  /** Connections with the same gateway and customer gateway: compared as documented, or not. @default "checked" */
  siblings: "checked" | "unchecked";
  /** Tags that come with a create. @default "kept" */
  tagsAtCreate: "kept" | "ignored";
  /** TagResources, UnTagResources and ListTagResources. @default "allowed" */
  tagOperations: "allowed" | "forbidden" | "unknown type";
  /** Unit of CreateTime and EndTime. @default "ms" */
  createTimeUnit: "ms" | "whole seconds in ms" | "s";
  /** How answers say that a resource has no value somewhere. @default "as recorded" */
  absentFields: "as recorded" | "absent" | "empty";
  /** Booleans and numbers of a described tunnel. @default "text" */
  tunnelFields: "text" | "natural";
  /** Pre-shared keys and BGP keys in answers. @default "clear" */
  keys: "clear" | "masked" | "absent";
  /** How a gateway's bandwidth is written. @default "10M" */
  gatewaySpec: "10M" | "10";
  /** Other spellings of codes: documented → answered. @default none */
  codes: Readonly<Record<string, string>>;
}

/** As they are given: times also as texts, "5s". */
export type SwitchSettings = {
  [S in keyof Switches]?: Switches[S] extends number ? number | string : Switches[S];
};

type Position<S> = [S] extends [number] ? "a time" : [S] extends [string] ? readonly [S, ...S[]] : "codes";

/** What each switch can be; of positions the first is the default, of times 0, of codes none. */
export const switchPositions: { readonly [S in keyof Switches]: Position<Switches[S]> } = {
  tokens: ["A", "B", "C"],
  tokenMismatch: ["refuse", "replay"],
  tokenInProgress: ["ignored", "refused"],
  visible: ["accepted", "active"],
  busyLag: "a time",
  busyLagRefuses: ["refused", "accepted"],
  describeLag: "a time",
  listLag: "a time",
  tagLag: "a time",
  deletionLag: "a time",
  nameOnly: ["changed", "sent", "never"],
  nameWhileBusy: ["accepted", "refused"],
  compressOnModify: ["keep", "true"],
  tunnelCustomerGateway: ["modify", "ignore"],
  defaultIkeVersion: ["ikev2", "ikev1"],
  defaultEnableTunnelsBgp: ["false", "as the tunnels"],
  ikev1MultiSubnet: ["refuse", "modify", "accept"],
  siblings: ["checked", "unchecked"],
  tagsAtCreate: ["kept", "ignored"],
  tagOperations: ["allowed", "forbidden", "unknown type"],
  createTimeUnit: ["ms", "whole seconds in ms", "s"],
  absentFields: ["as recorded", "absent", "empty"],
  tunnelFields: ["text", "natural"],
  keys: ["clear", "masked", "absent"],
  gatewaySpec: ["10M", "10"],
  codes: "codes",
};

type Positions = (typeof switchPositions)[keyof Switches];

const defaultOf = (positions: Positions): unknown =>
  positions === "a time" ? 0 : positions === "codes" ? {} : positions[0];

export const defaultSwitches = Object.fromEntries(
  Object.entries(switchPositions).map(([name, positions]) => [name, defaultOf(positions)]),
) as unknown as Readonly<Switches>;

export const switchNames: readonly string[] = Object.keys(switchPositions);

export const isSwitch = (name: string): name is keyof Switches => Object.hasOwn(switchPositions, name);

/** Switches from a program, a file or a request; an unknown one is an error. Those left undefined are left out. */
export function readSwitches(given: object): Partial<Switches> {
  const entries = Object.entries(given).flatMap(([name, value]: [string, unknown]) => {
    if (!isSwitch(name)) throw new Error(`"${name}" isn't a switch${didYouMean(name, switchNames)}`);
    return value === undefined ? [] : [[name, readPosition(name, value)]];
  });
  return Object.fromEntries(entries) as Partial<Switches>;
}

function readPosition(name: keyof Switches, value: unknown): unknown {
  const positions: Positions = switchPositions[name];
  if (positions === "a time") return readTime(name, value);
  if (positions === "codes") return readCodes(value);
  if ((positions as readonly unknown[]).includes(value)) return value;
  const hint = typeof value === "string" ? didYouMean(value, positions) : ".";
  throw new Error(`The switch ${name} can be ${positions.join(", ")}, not ${JSON.stringify(value)}${hint}`);
}

function readTime(name: string, value: unknown): number {
  if (typeof value === "number" || typeof value === "string") {
    const { milliseconds, spread } = parseBusyTime(value);
    if (spread === 0) return milliseconds;
  }
  throw new Error(`The switch ${name} is a time, as 5000 or "5s", not ${JSON.stringify(value)}.`);
}

/** A map, or, from a command line, `VpnGateway.Configuring=TaskConflict,Forbidden=forbidden`. */
function readCodes(value: unknown): Record<string, string> {
  const map: unknown =
    typeof value === "string"
      ? Object.fromEntries(value.split(",").map((pair) => pair.split("=", 2)))
      : value;
  checkValue({ mapOf: "string" }, map, "The switch codes");
  const codes = map as Record<string, string>;
  const known = knownCodes();
  for (const [code, spelled] of Object.entries(codes)) {
    if (!known.includes(code))
      throw new Error(`The switch codes: no refusal here has the code "${code}"${didYouMean(code, known)}`);
    if (spelled === "") throw new Error(`The switch codes: "${code}" has to become something.`);
  }
  return { ...codes };
}

function knownCodes(): string[] {
  const refusals = [...documentedCodes(), ...ruleLedger().map(({ refusal }) => refusal)];
  return [...new Set(refusals.map(({ code }) => code))];
}
