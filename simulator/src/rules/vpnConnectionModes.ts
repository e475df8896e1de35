import type { Parameters } from "../http/parameters";
import type { Tunnel, VpnConnection, VpnGateway } from "../model/resources";
import { connectionChanges } from "./common";
import { assumed, documented } from "./refusals";
import type { StateRule } from "./rule";

/** A request against the mode of its gateway, before values are merged. */
export interface ModeSituation {
  readonly parameters: Parameters;
  readonly gateway: VpnGateway;
  /** On modify. */
  readonly current: VpnConnection | undefined;
}

/** "You can modify the required parameters and the following request parameters": the two lists of the page. */
export const singleTunnelOnly = [
  "CustomerGatewayId",
  "IkeConfig",
  "IpsecConfig",
  "HealthCheckConfig",
  "EnableDpd",
  "EnableNatTraversal",
  "BgpConfig",
  "RemoteCaCertificate",
] as const;
export const dualTunnelOnly = ["TunnelOptionsSpecification", "EnableTunnelsBgp"] as const;

const tunnels = "TunnelOptionsSpecification";
const fields = (name: string, { parameters }: ModeSituation) =>
  parameters.indexes(tunnels).map((index) => parameters.text(`${tunnels}.${index}.${name}`));

const currentTunnels = ({ current }: ModeSituation): readonly Tunnel[] =>
  current?.Mode === "dual" ? current.Tunnels : [];

const repeated = (values: readonly (string | undefined)[]) => {
  const given = values.filter((value) => value !== undefined);
  return new Set(given).size < given.length;
};

const gates = (["single", "dual"] as const).flatMap((mode) =>
  (mode === "single" ? dualTunnelOnly : singleTunnelOnly).map((parameter): StateRule<ModeSituation> => ({
    id: `mode.${mode}.${parameter}`,
    operations: connectionChanges,
    parameter,
    refuses: ({ gateway, parameters }) => gateway.Tunnels === mode && parameters.hasUnder(parameter),
    refusal: assumed(
      `OperationUnsupported.${parameter}`,
      `The parameter ${parameter} is not supported by IPsec-VPN connections in ${mode}-tunnel mode.`,
    ),
    source: "page",
  })),
);

export const modeRules: readonly StateRule<ModeSituation>[] = [
  ...gates,
  {
    id: "mode.single.customerGateway",
    operations: ["CreateVpnConnection"],
    parameter: "CustomerGatewayId",
    refuses: ({ gateway, parameters }) =>
      gateway.Tunnels === "single" && !parameters.text("CustomerGatewayId") && "CustomerGatewayId",
    refusal: documented("MissingParameter"),
    source: "sdk model",
  },
  {
    id: "mode.dual.tunnels",
    operations: ["CreateVpnConnection"],
    parameter: tunnels,
    refuses: ({ gateway, parameters }) =>
      gateway.Tunnels === "dual" && parameters.indexes(tunnels).length === 0 && tunnels,
    refusal: documented("MissingParameter"),
    source: "observed by others",
  },
  {
    id: "tunnel.role.word",
    operations: connectionChanges,
    parameter: `${tunnels}.N.Role`,
    refuses: (about) =>
      fields("Role", about).some((role) => role !== undefined && !/^(master|slave)$/.test(role)),
    refusal: documented("IllegalParam.Role"),
    source: "page",
  },
  {
    id: "tunnel.role.oneEach",
    operations: ["CreateVpnConnection"],
    parameter: `${tunnels}.N.Role`,
    refuses: (about) =>
      about.gateway.Tunnels === "dual" && fields("Role", about).sort().join() !== "master,slave",
    refusal: documented("IllegalParam.Role"),
    source: "observed by others",
  },
  {
    id: "tunnel.role.twice",
    operations: ["ModifyVpnConnectionAttribute"],
    parameter: `${tunnels}.N.Role`,
    refuses: (about) => repeated(fields("Role", about)),
    refusal: documented("IllegalParam.Role"),
    source: "assumed",
  },
  {
    id: "tunnel.id.known",
    operations: ["ModifyVpnConnectionAttribute"],
    parameter: `${tunnels}.N.TunnelId`,
    refuses: (about) => {
      const known = currentTunnels(about).map((tunnel) => tunnel.TunnelId);
      const ids = fields("TunnelId", about);
      return repeated(ids) || ids.some((id) => id !== undefined && !known.includes(id));
    },
    refusal: documented("IllegalParam.TunnelId"),
    source: "page",
  },
  {
    id: "tunnel.id.orRole",
    operations: ["ModifyVpnConnectionAttribute"],
    parameter: `${tunnels}.N.Role`,
    // Which tunnel is meant must follow from the id or the role, and they must mean the same one.
    refuses: (about) => {
      const roles = fields("Role", about);
      return fields("TunnelId", about).some((id, index) => {
        const role = roles[index];
        if (id === undefined) return role === undefined;
        const tunnel = currentTunnels(about).find(({ TunnelId }) => TunnelId === id);
        return role !== undefined && tunnel?.Role !== role;
      });
    },
    refusal: documented("IllegalParam.Role"),
    source: "assumed",
  },
  {
    id: "tunnel.customerGateway",
    operations: ["CreateVpnConnection"],
    parameter: `${tunnels}.N.CustomerGatewayId`,
    refuses: (about) =>
      fields("CustomerGatewayId", about).some((id) => !id) && `${tunnels}.N.CustomerGatewayId`,
    refusal: documented("MissingParameter"),
    source: "sdk model",
  },
  {
    id: "tunnel.remoteCaCertificate",
    operations: ["CreateVpnConnection"],
    parameter: `${tunnels}.N.RemoteCaCertificate`,
    // "you must configure the peer CA certificate for the tunnel" on ShangMi gateways.
    refuses: (about) =>
      about.gateway.VpnType === "NationalStandard" &&
      fields("RemoteCaCertificate", about).some((certificate) => !certificate) &&
      `${tunnels}.N.RemoteCaCertificate`,
    refusal: documented("MissingParameter"),
    source: "sdk model",
  },
];
