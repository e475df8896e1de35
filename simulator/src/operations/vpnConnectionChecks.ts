import type { VpnConnection, VpnGateway } from "../model/resources";
import { modeRules } from "../rules/vpnConnectionModes";
import { connectionStateRules } from "../rules/vpnConnectionState";
import { applyStateRules } from "../rules/rule";
import { type TagSituation, tagCountRules } from "../rules/tags";
import type { Call } from "./call";
import { checkRequest } from "./lookup";

/** The request alone: its values, its gateway, and whether its parameters fit the mode. */
export function checkConnectionRequest(call: Call, gateway: VpnGateway, current?: VpnConnection): void {
  // Modes first: an unknown parameter's value doesn't matter.
  applyStateRules(modeRules, call.operation, { parameters: call.parameters, gateway, current });
  checkRequest(call, gateway);
  const sent = call.parameters.tags("Tags");
  applyStateRules<TagSituation>(tagCountRules, call.operation, { sent, total: sent.length });
}

/** The connection as it would be, among the others. */
export function checkConnection(call: Call, gateway: VpnGateway, wanted: VpnConnection): void {
  const { account, operation } = call;
  const all = account.connectionsOf(gateway.VpnGatewayId);
  applyStateRules(connectionStateRules, operation, {
    wanted,
    operation,
    gateway,
    others: all.filter((connection) => connection.VpnConnectionId !== wanted.VpnConnectionId),
    sslServers: account.sslVpnServers.all().filter((server) => server.VpnGatewayId === gateway.VpnGatewayId),
    customerGateways: new Map(
      account.customerGateways
        .all()
        .filter(({ RegionId }) => RegionId === gateway.RegionId)
        .map((one) => [one.CustomerGatewayId, one]),
    ),
    switches: account.settings.switches,
    quotas: account.settings.quotas,
  });
}
