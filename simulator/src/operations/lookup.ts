import type { CustomerGateway, SslVpnServer, VpnConnection, VpnGateway } from "../model/resources";
import { documented } from "../rules/refusals";
import { gatewayRules } from "../rules/gateway";
import { valueRules } from "../rules/index";
import { applyStateRules, applyValueRules, refuse } from "../rules/rule";
import type { Call } from "./call";

/** A resource is found only in its own region. */
function inRegion<T extends { RegionId: string }>(call: Call, resource: T | undefined): T | undefined {
  return resource?.RegionId === call.region ? resource : undefined;
}

export function findGateway(call: Call, id = call.parameters.text("VpnGatewayId")): VpnGateway {
  const gateway = inRegion(call, call.account.gateways.get(id ?? ""));
  if (gateway === undefined) throw refuse(documented("InvalidVpnGatewayInstanceId.NotFound"));
  return gateway;
}

/** `code` differs: the Modify page lists InvalidInstanceId.NotFound, others saw InvalidSslVpnServerId.NotFound. */
export function findSslVpnServer(call: Call, code: string): SslVpnServer {
  const server = inRegion(call, call.account.sslVpnServers.get(call.parameters.text("SslVpnServerId") ?? ""));
  if (server === undefined) throw refuse(documented(code));
  return server;
}

export function findVpnConnection(call: Call): VpnConnection {
  const connection = inRegion(
    call,
    call.account.vpnConnections.get(call.parameters.text("VpnConnectionId") ?? ""),
  );
  if (connection === undefined) throw refuse(documented("InvalidVpnConnectionInstanceId.NotFound"));
  return connection;
}

export function findCustomerGateway(call: Call): CustomerGateway {
  const id = call.parameters.text("CustomerGatewayId") ?? "";
  const customerGateway = inRegion(call, call.account.customerGateways.get(id));
  if (customerGateway === undefined) throw refuse(documented("InvalidCustomerGatewayInstanceId.NotFound"));
  return customerGateway;
}

/** The rules that need nothing but the request and its gateway. */
export function checkRequest(call: Call, gateway?: VpnGateway): void {
  applyValueRules(valueRules, call.operation, call.parameters, gateway);
  if (gateway !== undefined) applyStateRules(gatewayRules, call.operation, gateway);
}
