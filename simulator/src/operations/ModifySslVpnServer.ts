import { sslServerModified } from "../responses/sslVpnServer";
import type { SslVpnServer } from "../model/resources";
import { sslVpnServerShape } from "../model/resourceShapes";
import { asStored, asTaken, type Call, type ChangeOperation } from "./call";
import { checkRequest, findGateway, findSslVpnServer } from "./lookup";
import { checkSslVpnServer, mergeSslVpnServer } from "./sslVpnServerValues";

/** These say which server and how to ask; everything else is a change of it. The last four any request may have. */
const addressing = new Set([
  "RegionId",
  "SslVpnServerId",
  "ClientToken",
  "DryRun",
  "OwnerId",
  "OwnerAccount",
  "ResourceOwnerId",
  "ResourceOwnerAccount",
]);

/** "If you modify only the name of the SSL server, the operation is synchronous" (page): two ways to read that. */
function isNameOnly(call: Call, current: SslVpnServer, wanted: SslVpnServer): boolean {
  const { nameOnly } = call.account.settings.switches;
  if (nameOnly === "never" || !call.parameters.has("Name")) return false;
  const others = call.parameters
    .entries()
    .map(([name]) => name)
    .filter((name) => name !== "Name" && !addressing.has(name));
  const changes = (name: string): boolean =>
    // Of a parameter that isn't known here, nobody can say that it changes nothing.
    !Object.hasOwn(sslVpnServerShape.fields, name) ||
    current[name as keyof SslVpnServer] !== wanted[name as keyof SslVpnServer];
  return nameOnly === "sent" ? others.length === 0 : !others.some(changes);
}

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
        const made = asStored(
          call,
          asTaken(call, wanted, () => current),
        );
        if (synchronous) account.sslVpnServers.amend(id, (server) => ({ ...server, Name: made.Name }));
        else account.sslVpnServers.put(id, gateway.VpnGatewayId, made);
        return { resourceId: id, body: sslServerModified(account, made) };
      },
    };
  },
};
