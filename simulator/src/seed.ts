import { DEFAULT_REGION } from "./regions";
import type { GatewaySupport } from "./model/resources";
import type { Account } from "./model/account";
import type { CustomerGatewayOptions, GatewayOptions, SimulatorOptions } from "./options";

const defaultGateways: readonly GatewayOptions[] = [
  { name: "single-tunnel", tunnels: "single", ssl: true },
  { name: "dual-tunnel", tunnels: "dual" },
];

/** Addresses kept free for documentation. */
const defaultCustomerGateways: readonly CustomerGatewayOptions[] = [1, 2, 3, 4].map((index) => ({
  name: `branch-${index}`,
  ip: `203.0.113.${index * 10}`,
  asn: 65000 + index,
}));

const year = 365 * 24 * 3600 * 1000;

/** The gateways and customer gateways an account starts with; this package's clients make neither. */
export function seed(account: Account, options: SimulatorOptions): void {
  const region = options.region ?? DEFAULT_REGION;
  for (const gateway of options.gateways ?? defaultGateways) addGateway(account, gateway, region);
  for (const one of options.customerGateways ?? defaultCustomerGateways)
    addCustomerGateway(account, one, region);
}

/** cn-hangzhou-h, but ap-southeast-5a: regions abroad have no dash. */
function zonesOf(region: string): readonly [string, string] {
  return region.startsWith("cn-") ? [`${region}-h`, `${region}-i`] : [`${region}a`, `${region}b`];
}

function addGateway(account: Account, options: GatewayOptions, defaultRegion: string): void {
  const region = options.region ?? defaultRegion;
  const now = account.clock.now();
  const VpnGatewayId = options.id ?? account.newId("vpn", region);
  account.gateways.set(VpnGatewayId, {
    VpnGatewayId,
    RegionId: region,
    Name: options.name ?? "",
    Description: "",
    CreateTime: now,
    EndTime: now + year,
    ResourceGroupId: options.resourceGroupId ?? "rg-default",
    ...placeOf(account, options, region),
    Tunnels: options.tunnels ?? "single",
    IpsecVpn: options.ipsec ?? true,
    SslVpn: options.ssl ?? false,
    SslMaxConnections: options.sslMaxConnections ?? 5,
    Spec: "10M",
    BusinessStatus: options.businessStatus ?? "Normal",
    ChargeType: options.chargeType ?? "PostpayByFlow",
    GatewayType: options.gatewayType ?? "Traditional",
    NetworkType: "public",
    VpnType: options.vpnType ?? "Normal",
    AutoPropagate: false,
    Supports: supportOf(options),
    EnableBgp: options.enableBgp ?? false,
    CenLevel: options.cenLevel ?? "",
    Tags: { ...options.tags },
    Status: "active",
    BusyFrom: 0,
    BusyUntil: 0,
    Stuck: false,
  });
}

/** Where the gateway is: its VPC, vSwitches, zones and addresses. Those only dual ones have are drawn for all. */
function placeOf(account: Account, options: GatewayOptions, region: string) {
  const address = () => `198.51.100.${account.random.count("address") % 256}`;
  return {
    VpcId: options.vpcId ?? account.newId("vpc", region),
    VpcCidr: options.vpcCidr ?? "172.16.0.0/16",
    VpcRoutes: [...(options.vpcRoutes ?? [])],
    VSwitchId: account.newId("vsw", region),
    DisasterRecoveryVSwitchId: account.newId("vsw", region),
    Zones: options.zones ?? zonesOf(region),
    InternetIp: options.internetIp ?? address(),
    DisasterRecoveryInternetIp: options.disasterRecoveryInternetIp ?? address(),
    SslVpnInternetIp: options.sslVpnInternetIp ?? address(),
  };
}

function supportOf(options: GatewayOptions): GatewaySupport {
  return {
    Bgp: options.bgp ?? true,
    Dpd: options.dpd ?? true,
    NatTraversal: options.natTraversal ?? true,
    MultiFactorAuth: options.multiFactorAuth ?? true,
    Idaas2: options.idaas2 ?? true,
  };
}

function addCustomerGateway(account: Account, options: CustomerGatewayOptions, defaultRegion: string): void {
  const region = options.region ?? defaultRegion;
  const CustomerGatewayId = options.id ?? account.newId("cgw", region);
  account.customerGateways.place(CustomerGatewayId, undefined, {
    CustomerGatewayId,
    RegionId: region,
    IpAddress: options.ip,
    Name: options.name ?? "",
    Description: "",
    Asn: options.asn,
    AuthKey: "",
    CreateTime: account.clock.now(),
    ResourceGroupId: "rg-default",
    Tags: {},
  });
}
