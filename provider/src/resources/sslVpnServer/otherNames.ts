import { plain } from "../../schema/near";

/*
 * What the API, Terraform's provider, other clouds and OpenVPN call our arguments and their values. A hint never names
 * something weaker.
 */

/** `aes-256-gcm`, `AES256`: the service has one mode of operation, so the size of the key is what counts. */
export function cipherWord(word: string): string | undefined {
  const size = /aes\D*(128|192|256)/.exec(word)?.[1];
  return size === undefined ? undefined : `AES-${size}-CBC`;
}

const names: Readonly<Record<string, string>> = {
  sslvpnservername: "name",
  servername: "name",
  gatewayid: "vpnGatewayId",
  vpngateway: "vpnGatewayId",
  proto: "protocol",
  transportprotocol: "protocol",
  vpnport: "port",
  encryption: "cipher",
  clientcidr: "clientIpPool",
  clientcidrblock: "clientIpPool",
  clientippools: "clientIpPool",
  compression: "compress",
  enablemultifactorauthentication: "enableMultiFactorAuth",
};

const outputs: Readonly<Record<string, string>> = {
  internetip: "internetIp",
  connections: "connections",
  maxconnections: "maxConnections",
  createtime: "createTime",
  resourcegroupid: "resourceGroupId",
  idaasinstanceversion: "idaasInstanceVersion",
};

/** What an argument that there isn't is called here, for a person; undefined where nothing is like it. */
export function otherName(path: string): string | undefined {
  const word = plain(path);
  const output = outputs[word];
  if (output !== undefined) return `it is an output: ${output}`;
  const meant = names[word];
  return meant === undefined ? undefined : `did you mean ${meant}?`;
}
