import { type Properties, setPath } from "../../provider/src/properties";
import type { AppliedRow, Example, Kind } from "./ledger";

const sides = { localSubnets: ["10.0.0.0/16"], remoteSubnets: ["192.168.0.0/24"] };
const certificate = { remoteCaCertificate: "-----BEGIN CERTIFICATE-----" };
const shangMi = { ...certificate, ikeConfig: { ikeEncAlg: "sm4" } };

/** The least arguments that keep every rule of a gateway of that kind; which gateway is left out. */
export const least: Readonly<Record<Kind, Properties>> = {
  server: { clientIpPool: "10.250.0.0/24", localSubnets: ["10.0.0.0/16"] },
  single: { ...sides, customerGatewayId: "cgw-1" },
  dual: {
    ...sides,
    tunnels: { master: { customerGatewayId: "cgw-1" }, slave: { customerGatewayId: "cgw-2" } },
  },
  shangMiSingle: { ...sides, ...shangMi, customerGatewayId: "cgw-1" },
  shangMiDual: {
    ...sides,
    tunnels: {
      master: { ...shangMi, customerGatewayId: "cgw-1" },
      slave: { ...shangMi, customerGatewayId: "cgw-2" },
    },
  },
};

const isDual = (kind: Kind) => kind === "dual" || kind === "shangMiDual";
const ofPeer = /^(ikeConfig|ipsecConfig|bgpConfig|enableDpd|enableNatTraversal|remoteCaCertificate)\b/;

/** The arguments that an example of the ledger stands for. */
export function withExample(
  base: Properties,
  row: Pick<AppliedRow, "peer">,
  kind: Kind,
  example: Example,
): Properties {
  return Object.entries(example).reduce<Properties>((args, [path, value]) => {
    const place = row.peer === true && isDual(kind) && ofPeer.test(path) ? `tunnels.slave.${path}` : path;
    return setPath(args, place, value ?? undefined);
  }, base);
}
