import { type Refusal, type Preflight, commonRefusals, dryRunRefusals } from "../../lifecycle/preflight";
import { type Properties, getPath, holdsUnknown, asString } from "../../properties";
import type { GatewayFacts } from "../../vpc/gateways";
import { vpnConnection } from "./definition";
import { tagsOf } from "./lifecycle";
import { isTrue, modeOf, peersOf } from "./peers";

/**
 * Asks the service what a plan's connection would meet. An unchanged one asks nothing, nor does a change of tags; for
 * other changes in place the API has no dry run, so only the gateway is looked at.
 */
export const preflight: Preflight = async (context, { wanted, olds }) => {
  const gatewayId = asString(wanted.vpnGatewayId);
  const changed = Object.keys(olds).length === 0 ? undefined : vpnConnection.changes(olds, wanted);
  if (gatewayId === undefined || changed?.every(({ field }) => field.path === "tags")) return [];
  const look = await context.looks.at(context, gatewayId);
  if (look === undefined) return [];
  const creates = changed?.some(({ field }) => field.change === "replaces") ?? true;
  const found = [
    ...commonRefusals(gatewayId, look.answer),
    ...(look.answer === undefined ? [] : gatewayRefusals(gatewayId, look.answer, wanted, creates)),
  ];
  if (found.length > 0 || !creates || holdsUnknown(wanted)) return found;
  // Without the mark: it is the create's, as the token is.
  return await dryRunRefusals(context, "CreateVpnConnection", () =>
    context.api.dryCreateVpnConnection(wanted, tagsOf(wanted)),
  );
};

function gatewayRefusals(id: string, facts: GatewayFacts, wanted: Properties, creates: boolean): Refusal[] {
  const refusals: Refusal[] = [];
  if (creates && facts.ipsecEnabled === false) {
    refusals.push({ path: "vpnGatewayId", reason: `IPsec-VPN isn't enabled on ${id}: enable it first` });
  }
  const mode = modeOf(wanted);
  if (creates && facts.tunnels !== undefined && facts.tunnels !== mode) {
    refusals.push(
      mode === "dual"
        ? { path: "tunnels", reason: `${id} makes connections of one tunnel: give customerGatewayId instead` }
        : {
            path: "customerGatewayId",
            reason: `${id} makes connections of two tunnels: give tunnels instead`,
          },
    );
  }
  return [...refusals, ...bgpRefusals(id, facts, wanted), ...shangMiRefusals(id, facts, wanted)];
}

function bgpRefusals(id: string, facts: GatewayFacts, wanted: Properties): Refusal[] {
  if (facts.supportsBgp !== false || !peersOf(wanted).some(({ bgp }) => isTrue(bgp))) return [];
  const path = modeOf(wanted) === "dual" ? "enableTunnelsBgp" : "bgpConfig.enableBgp";
  const reason = `the version of ${id} doesn't know BGP: leave BGP out, or upgrade the gateway (the service would answer OperationUnsupported.EnableBgp)`;
  return [{ path, reason }];
}

const algorithms = [
  "ikeConfig.ikeEncAlg",
  "ikeConfig.ikeAuthAlg",
  "ipsecConfig.ipsecEncAlg",
  "ipsecConfig.ipsecAuthAlg",
];

/** "sm4" and "sm3" are what a ShangMi gateway knows, and all that it knows; no other gateway knows them. */
function shangMiRefusals(id: string, { shangMi }: GatewayFacts, wanted: Properties): Refusal[] {
  if (shangMi === undefined) return [];
  const reason = shangMi
    ? `${id} is a ShangMi gateway, which knows sm4 and sm3 only`
    : `${id} isn't a ShangMi gateway, and only those know it`;
  return peersOf(wanted)
    .flatMap(({ prefix }) => algorithms.map((path) => prefix + path))
    .map((path) => ({ path, value: asString(getPath(wanted, path)) }))
    .filter(({ value }) => value !== undefined && /^sm[34]$/.test(value) !== shangMi)
    .map(({ path, value }) => ({ path, reason: `"${value ?? ""}" is refused: ${reason}` }));
}
