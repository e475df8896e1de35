/** As in connections.ts: judged by the compiler alone. */
import * as pulumi from "@pulumi/pulumi";
import type { SslVpnServerArgs } from "../../provider/src/resources/sslVpnServer/args";

const least = { vpnGatewayId: "vpn-1", clientIpPool: "10.250.0.0/24", localSubnets: ["10.0.0.0/16"] };

export const accepted: SslVpnServerArgs[] = [
  least,
  { ...least, protocol: "UDP", cipher: "none", port: 1195, compress: true, name: "staff" },
  { ...least, vpnGatewayId: pulumi.output("vpn-1"), localSubnets: pulumi.output(["10.0.0.0/16"]) },
  { ...least, port: Promise.resolve(1195), cipher: pulumi.output("AES-256-CBC" as const) },
  { ...least, enableMultiFactorAuth: true, idaasInstanceId: "idaas-1", idaasRegionId: "cn-hangzhou" },
];

// @ts-expect-error -- no gateway
export const noGateway: SslVpnServerArgs = { clientIpPool: "10.250.0.0/24", localSubnets: ["10.0.0.0/16"] };
// @ts-expect-error -- no pool
export const noPool: SslVpnServerArgs = { vpnGatewayId: "vpn-1", localSubnets: ["10.0.0.0/16"] };
// @ts-expect-error -- nothing to reach
export const noSubnets: SslVpnServerArgs = { vpnGatewayId: "vpn-1", clientIpPool: "10.250.0.0/24" };
// @ts-expect-error -- a list, not the API's text
export const text: SslVpnServerArgs = { ...least, localSubnets: "10.0.0.0/16" };
// @ts-expect-error -- in capitals
export const protocol: SslVpnServerArgs = { ...least, protocol: "udp" };
// @ts-expect-error -- no such cipher
export const cipher: SslVpnServerArgs = { ...least, cipher: "AES-128-GCM" };
// @ts-expect-error -- a number
export const port: SslVpnServerArgs = { ...least, port: "https" };
// @ts-expect-error -- a boolean
export const compress: SslVpnServerArgs = { ...least, compress: "yes" };
// @ts-expect-error -- the API's name
export const apiName: SslVpnServerArgs = { ...least, proto: "TCP" };
