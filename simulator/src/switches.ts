import { didYouMean } from "./suggestion";

/** What nobody outside the service knows; a client has to be right in every position. */
export interface Switches {
  /** A: token looked up before the busy check. B: after it. C: ignored. @default "A" */
  tokens: "A" | "B" | "C";
  /** A token seen before, with other parameters. @default "refuse" */
  tokenMismatch: "refuse" | "replay";
  /** When a change shows in Describe. @default "accepted" */
  visible: "accepted" | "active";
  /** Whether unchanged values sent beside a new name make ModifySslVpnServer asynchronous. @default "changed" */
  nameOnly: "changed" | "sent";
  /** A name-only ModifySslVpnServer on an updating gateway. @default "accepted" */
  nameWhileBusy: "accepted" | "refused";
  /** ModifySslVpnServer without Compress: the value stays, or becomes the documented default. @default "keep" */
  compressOnModify: "keep" | "true";
  /** Whether ModifyVpnConnectionAttribute takes a tunnel's CustomerGatewayId. @default "modify" */
  tunnelCustomerGateway: "modify" | "ignore";
  /** Documented ikev1; others saw ikev2. @default "ikev1" */
  defaultIkeVersion: "ikev1" | "ikev2";
  /** Several subnets with IKEv1: refused always, on modify only (where the code is documented), or never. */
  ikev1MultiSubnet: "refuse" | "modify" | "accept";
  /** Connections with the same gateway and customer gateway: compared as documented, or not. @default "checked" */
  siblings: "checked" | "unchecked";
}

/** The positions each switch has, the default first. */
export const switchPositions: { readonly [S in keyof Switches]: readonly [Switches[S], ...Switches[S][]] } = {
  tokens: ["A", "B", "C"],
  tokenMismatch: ["refuse", "replay"],
  visible: ["accepted", "active"],
  nameOnly: ["changed", "sent"],
  nameWhileBusy: ["accepted", "refused"],
  compressOnModify: ["keep", "true"],
  tunnelCustomerGateway: ["modify", "ignore"],
  defaultIkeVersion: ["ikev1", "ikev2"],
  ikev1MultiSubnet: ["refuse", "modify", "accept"],
  siblings: ["checked", "unchecked"],
};

export const defaultSwitches = Object.fromEntries(
  Object.entries(switchPositions).map(([name, [position]]) => [name, position]),
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
  const positions: readonly unknown[] = switchPositions[name];
  if (positions.includes(value)) return value;
  const hint = typeof value === "string" ? didYouMean(value, positions as readonly string[]) : ".";
  throw new Error(`The switch ${name} can be ${positions.join(", ")}, not ${JSON.stringify(value)}${hint}`);
}
