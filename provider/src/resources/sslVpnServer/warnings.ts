import { type Properties, asStrings } from "../../properties";
import { type Warning, repeatedBlocks, warn } from "../../schema/check";
import { normalBoolean } from "../../schema/fields";
import { type Block, blocksOverlap, knownBlock, range } from "../../schema/networks";

/** CreateSslVpnServerRequest, ClientIpPool: "use 10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16, or their subnets". */
const recommended: readonly Block[] = [
  range("10.0.0.0", "10.255.255.255"),
  range("172.16.0.0", "172.31.255.255"),
  range("192.168.0.0", "192.168.255.255"),
];

function publicPool(inputs: Properties): Warning[] {
  const pool = knownBlock(inputs.clientIpPool);
  if (pool === undefined || recommended.some((block) => blocksOverlap(block, pool))) return [];
  const text = `${JSON.stringify(inputs.clientIpPool)} is outside 10.0.0.0/8, 172.16.0.0/12 and 192.168.0.0/16:`;
  return [
    warn("clientIpPool", "ssl.clientIpPool.public", `${text} the VPC must have it as a user CIDR block`),
  ];
}

function noCipher({ cipher }: Properties): Warning[] {
  if (cipher !== "none") return [];
  const reason = '"none" leaves the traffic of clients older than OpenVPN 2.4 unencrypted';
  return [warn("cipher", "ssl.cipher.none", reason)];
}

/** "If you bind an IDaaS EIAM 2.0 instance, enter the IDaaS application ID": its id doesn't tell its generation. */
function noApplication(inputs: Properties): Warning[] {
  const enabled = normalBoolean(inputs.enableMultiFactorAuth) === true;
  if (!enabled || inputs.idaasApplicationId !== undefined) return [];
  const reason =
    "isn't given: an IDaaS instance of EIAM 2.0 needs it (the service would answer MissingParam.IDaaSApplicationId)";
  return [warn("idaasApplicationId", "ssl.idaasApplicationId.unset", reason)];
}

/** What works and is weak or odd. */
export function warnings(inputs: Properties): Warning[] {
  return [
    ...publicPool(inputs),
    ...repeatedBlocks("localSubnets", asStrings(inputs.localSubnets)),
    ...noCipher(inputs),
    ...noApplication(inputs),
  ];
}
