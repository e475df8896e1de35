import { type PairRule, type Footprint, claim, crossResourceRules } from "../../schema/crossResource";
import { asString } from "../../properties";

/** "The SSL VPN server of specified vpn gateway already exists" (CreateSslVpnServer). */
const onePerGateway: PairRule = {
  id: "between.sslServer",
  code: "SslVpnServer.AlreadyExist",
  breaks: ({ gateway }) => {
    const which = typeof gateway === "string" ? `gateway ${gateway}` : "the same gateway";
    return [{ path: "vpnGatewayId", reason: `both are on ${which}, which takes one SSL server` }];
  },
};

/** What an SSL server shares with the other resources of a program. */
export const crossResource = crossResourceRules(
  (label, inputs, identityAt): Footprint => ({
    label,
    gateway: identityAt("vpnGatewayId"),
    clientPool: claim(asString(inputs.clientIpPool)),
  }),
  { refused: [onePerGateway], warned: [] },
);
