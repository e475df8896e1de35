import type { IdaasInstance } from "./model/resources";
import { operationNames } from "./operations/index";
import type { AccessKey, CustomerGatewayOptions, GatewayOptions, Quotas, SimulatorOptions } from "./options";
import { checkFields, type Fields, type FieldsOf, optional, type Shape } from "./shape";
import { didYouMean } from "./suggestion";
import { isSwitch, readSwitches, switchNames, type Switches } from "./switches";

const text = optional("string");
const flag = optional("boolean");
const number = optional("number");

const accessKey: FieldsOf<AccessKey> = {
  id: "string",
  secret: "string",
  securityToken: text,
  deny: optional({ either: [{ oneOf: ["*"] }, { listOf: { oneOf: operationNames } }] }),
};

const gateway: FieldsOf<GatewayOptions> = {
  id: text,
  name: text,
  region: text,
  tunnels: optional({ oneOf: ["single", "dual"] }),
  ssl: flag,
  ipsec: flag,
  bgp: flag,
  enableBgp: flag,
  dpd: flag,
  natTraversal: flag,
  multiFactorAuth: flag,
  idaas2: flag,
  vpnType: optional({ oneOf: ["Normal", "NationalStandard"] }),
  sslMaxConnections: number,
  businessStatus: optional({ oneOf: ["Normal", "FinancialLocked"] }),
  chargeType: optional({ oneOf: ["PostpayByFlow", "Prepay"] }),
  gatewayType: optional({ oneOf: ["Traditional", "Enhanced.SiteToSite"] }),
  vpcId: text,
  vpcCidr: text,
  vpcRoutes: optional({ listOf: "string" }),
  cenLevel: text,
  internetIp: text,
  disasterRecoveryInternetIp: text,
  sslVpnInternetIp: text,
  zones: optional({ listOf: "string" }),
  resourceGroupId: text,
  tags: optional({ mapOf: "string" }),
};

const customerGateway: FieldsOf<CustomerGatewayOptions> = {
  id: text,
  name: text,
  region: text,
  ip: "string",
  asn: number,
};

const idaas: FieldsOf<IdaasInstance> = {
  InstanceId: "string",
  RegionId: "string",
  Version: { oneOf: ["EIAM 1.0", "EIAM 2.0"] },
  Applications: { listOf: { fields: { ApplicationId: "string", SslVpnTemplate: "boolean" } } },
  Authorized: "boolean",
  Readable: "boolean",
};

const quotas: FieldsOf<Quotas> = {
  sslVpnServers: number,
  vpnConnectionsPerGateway: number,
  policyBasedRoutesPerGateway: number,
  vpcRoutes: number,
};

const listOf = (fields: Fields): Shape => optional({ listOf: { fields } });
const textOrNumber: Shape = optional({ either: ["string", "number"] });

const plainOptions: FieldsOf<Omit<SimulatorOptions, keyof Switches>> = {
  host: text,
  port: number,
  accessKeys: listOf(accessKey),
  region: text,
  regions: optional({ listOf: "string" }),
  gateways: listOf(gateway),
  customerGateways: listOf(customerGateway),
  idaas: listOf(idaas),
  busy: textOrNumber,
  seed: textOrNumber,
  throttle: number,
  quotas: optional({ fields: quotas }),
  statePath: text,
  clock: "anything",
};

/** The options' switches; throws where an option isn't known or can't be read. */
export function checkOptions(options: SimulatorOptions): Partial<Switches> {
  for (const name of Object.keys(options)) {
    const known = [...Object.keys(plainOptions), ...switchNames];
    if (!known.includes(name)) throw new Error(`"${name}" isn't an option${didYouMean(name, known)}`);
  }
  const isPlain = ([name]: [string, unknown]) => !isSwitch(name);
  checkFields(plainOptions, Object.fromEntries(Object.entries(options).filter(isPlain)), "the options");
  return readSwitches(Object.fromEntries(Object.entries(options).filter((entry) => !isPlain(entry))));
}
