import { type BetweenRule, type Standing, claim, neighbour } from "../rules/between";
import { knownText } from "../properties";

/** "The SSL VPN server of specified vpn gateway already exists" (CreateSslVpnServer). */
const onePerGateway: BetweenRule = {
  id: "between.sslServer",
  code: "SslVpnServer.AlreadyExist",
  breaks: ({ gateway }) => {
    const which = typeof gateway === "string" ? `gateway ${gateway}` : "the same gateway";
    return [{ path: "vpnGatewayId", reason: `both are on ${which}, which takes one SSL server` }];
  },
};

/** What an SSL server shares with the other resources of a program. */
export const sslVpnServerNeighbour = neighbour(
  (label, inputs, identityAt): Standing => ({
    label,
    gateway: identityAt("vpnGatewayId"),
    clientPool: claim(knownText(inputs.clientIpPool)),
  }),
  { refused: [onePerGateway], warned: [] },
);
