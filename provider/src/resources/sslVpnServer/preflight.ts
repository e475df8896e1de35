import {
  type Answered,
  type Refusal,
  type Preflight,
  type PreflightContext,
  commonRefusals,
  dryRunRefusals,
  lookUp,
} from "../../lifecycle/preflight";
import { type Properties, holdsUnknown, asString } from "../../properties";
import type { Change } from "../../schema/diff";
import { parseBlock } from "../../schema/networks";
import type { GatewayFacts } from "../../vpc/gateways";
import { sslVpnServer } from "./definition";
import { isRename, modification } from "./lifecycle";

/** "The number of IP addresses … must be at least four times the maximum number of SSL-VPN connections". */
const ADDRESSES_PER_CONNECTION = 4;

/** Asks the service what a plan's SSL server would meet. An unchanged one, or a rename, asks nothing. */
export const preflight: Preflight = async (context, { wanted, olds }) => {
  const before = asString(olds.vpnGatewayId);
  const gatewayId = asString(wanted.vpnGatewayId);
  const changed = before === undefined ? undefined : sslVpnServer.changes(olds, wanted);
  if (gatewayId === undefined || changed?.length === 0) return [];
  const paths = changed?.map(({ field }) => field.path) ?? [];
  if (isRename(paths)) return [];
  const look = await context.looks.at(context, gatewayId);
  if (look === undefined) return [];
  const modified = changed?.some(({ field }) => field.change === "replaces") === false ? changed : undefined;
  const found = [
    ...commonRefusals(gatewayId, look.answer),
    ...gatewayRefusals(gatewayId, look, wanted, modified),
  ];
  if (found.length > 0 || holdsUnknown(wanted)) return found;
  return modified === undefined
    ? await dryRunRefusals(context, "CreateSslVpnServer", () => context.api.dryCreateSslVpnServer(wanted))
    : await dryModify(context, gatewayId, wanted, modified);
};

function gatewayRefusals(
  id: string,
  { answer: facts }: Answered<GatewayFacts | undefined>,
  wanted: Properties,
  modified: readonly Change[] | undefined,
): Refusal[] {
  const refusals: Refusal[] = [];
  if (modified === undefined && facts?.sslEnabled === false) {
    const reason = `SSL-VPN isn't enabled on ${id}: enable it first (the service would answer VpnGateway.SslVpnDisabled)`;
    refusals.push({ path: "vpnGatewayId", reason });
  }
  const pool = parseBlock(asString(wanted.clientIpPool) ?? "");
  const poolChanges = modified?.some(({ field }) => field.path === "clientIpPool") ?? true;
  const needed = ADDRESSES_PER_CONNECTION * (facts?.sslConnections ?? 0);
  if (poolChanges && pool !== undefined && 2 ** (32 - pool.prefix) < needed) {
    const most = 32 - Math.ceil(Math.log2(needed));
    const reason = `"${String(wanted.clientIpPool)}" is too small for the ${facts?.sslConnections ?? 0} SSL connections of ${id}, which need four addresses each: the mask must be at most ${most} bits long`;
    refusals.push({ path: "clientIpPool", reason });
  }
  return refusals;
}

/** `check` isn't told the id: it is the gateway's one server. */
async function dryModify(
  context: PreflightContext,
  vpnGatewayId: string,
  wanted: Properties,
  modified: readonly Change[],
): Promise<Refusal[]> {
  const look = await lookUp(context, "DescribeSslVpnServers", () =>
    context.api.sslVpnServers({ vpnGatewayId }),
  );
  const id = asString(look?.answer[0]?.sslVpnServerId);
  if (id === undefined) return [];
  return await dryRunRefusals(context, "ModifySslVpnServer", () =>
    context.api.dryModifySslVpnServer(id, modification(wanted, modified)),
  );
}
