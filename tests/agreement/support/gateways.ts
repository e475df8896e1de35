import type { Kind } from "../../../tools/docs/ledger";

export const region = "cn-hangzhou";

/** A gateway of each kind that arguments can be meant for. */
export const gateways: Readonly<Record<Kind, string>> = {
  server: "vpn-ssl",
  single: "vpn-single",
  dual: "vpn-dual",
  shangMiSingle: "vpn-shangmi-single",
  shangMiDual: "vpn-shangmi-dual",
};

export const connectionKinds = ["single", "dual", "shangMiSingle", "shangMiDual"] as const;
