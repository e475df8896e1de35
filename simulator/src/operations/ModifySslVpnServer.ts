import { sslServerModified } from "../responses/sslVpnServer";
import type { SslVpnServer } from "../model/resources";
import { asStored, type Call, type ChangeOperation } from "./call";
import { checkRequest, findGateway, findSslVpnServer } from "./lookup";
import { checkSslVpnServer, mergeSslVpnServer } from "./sslVpnServerValues";

/** These say which server and how to ask; everything else is a change of it. */
const addressing = new Set(["RegionId", "SslVpnServerId", "ClientToken", "DryRun"]);

/** "If you modify only the name of the SSL server, the operation is synchronous" (page): two ways to read that. */
function isNameOnly(call: Call, current: SslVpnServer, wanted: SslVpnServer): boolean {
  const { nameOnly } = call.account.settings.switches;
  const sent = call.parameters.entries().filter(([name]) => name in names && !addressing.has(name));
  const others = sent.filter(([name]) => name !== "Name") as [keyof SslVpnServer, string][];
  const counted = nameOnly === "sent" ? others : others.filter(([name]) => current[name] !== wanted[name]);
  return call.parameters.has("Name") && counted.length === 0;
}

const names: Partial<Record<string, true>> = {
  Name: true,
  ClientIpPool: true,
  LocalSubnet: true,
  Proto: true,
  Cipher: true,
  Port: true,
  Compress: true,
  DnsServers: true,
  EnableMultiFactorAuth: true,
  IDaaSInstanceId: true,
  IDaaSRegionId: true,
  IDaaSApplicationId: true,
};

export const ModifySslVpnServer: ChangeOperation = {
  kind: "change",
  name: "ModifySslVpnServer",
  required: ["SslVpnServerId"],
  plan(call) {
    const { account, parameters } = call;
    const current = findSslVpnServer(call, "InvalidInstanceId.NotFound");
    const gateway = findGateway(call, current.VpnGatewayId);
    checkRequest(call, gateway);
    const wanted = mergeSslVpnServer(current, parameters);
    const synchronous = isNameOnly(call, current, wanted);
    // The page gives Modify a default of true for Compress; whether the service uses it is not known.
    const compressing = !synchronous && account.settings.switches.compressOnModify === "true";
    if (compressing && !parameters.has("Compress")) wanted.Compress = true;
    return {
      gatewayIds: [gateway.VpnGatewayId],
      synchronous,
      waits: !synchronous,
      checkAgainstAccount() {
        if (!synchronous) checkSslVpnServer(call, gateway, wanted);
      },
      apply() {
        const id = current.SslVpnServerId;
        const made = asStored(call, wanted);
        if (synchronous) account.sslVpnServers.amend(id, (server) => ({ ...server, Name: made.Name }));
        else account.sslVpnServers.put(id, gateway.VpnGatewayId, made);
        return { resourceId: id, body: sslServerModified(account, made) };
      },
    };
  },
};
