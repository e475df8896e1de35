import { type Properties, getPath, isRecord, setPath } from "../../../provider/src/properties";
import type { Field } from "../../../provider/src/schema/fields";
import { sslVpnServer } from "../../../provider/src/resources/sslVpnServer/definition";
import { vpnConnection } from "../../../provider/src/resources/vpnConnection/definition";
import type { SimulatorOptions } from "../../../simulator/src/index";
import { type Effect, effectOf } from "../../../tools/docs/effects";

const { fields: serverFields } = sslVpnServer;

export type Kind = "server" | "single" | "dual";

/** One argument, and a resource of its own to change it on: nothing else of the resource ever changes. */
export interface Row {
  /** Also the resource's name in the program. */
  readonly name: string;
  readonly kind: Kind;
  readonly field: Field;
  readonly effect: Effect;
  /** The least there can be, with what the argument needs beside it. */
  readonly base: Properties;
  readonly first: unknown;
  /** Neither the first nor the documented default. */
  readonly second: unknown;
  /** What has to change with the second value: gateways are in one region. */
  readonly beside?: Properties;
}

export const REGION = "cn-hangzhou";
const ELSEWHERE = "cn-shanghai";
export const peers = ["cgw-first", "cgw-second"] as const;
const PEER_ELSEWHERE = "cgw-elsewhere";

/** First and second value, by the last key of the path. */
const values: Readonly<Record<string, readonly [unknown, unknown]>> = {
  vpnGatewayId: ["", ""],
  regionId: [REGION, ELSEWHERE],
  name: ["first", "second"],
  clientIpPool: ["10.250.0.0/24", "10.251.0.0/24"],
  localSubnets: [["10.0.0.0/16"], ["10.0.0.0/16", "10.1.0.0/16"]],
  remoteSubnets: [["192.168.0.0/24"], ["192.168.0.0/24", "192.168.1.0/24"]],
  protocol: ["TCP", "UDP"],
  cipher: ["AES-192-CBC", "AES-256-CBC"],
  port: [1195, 1196],
  compress: [false, true],
  enableMultiFactorAuth: [false, true],
  idaasInstanceId: ["idaas-cn-hangzhou-p0000000001", "idaas_simulated0000000000000002"],
  idaasRegionId: ["cn-hangzhou", "cn-shanghai"],
  idaasApplicationId: ["app-first", "app-second"],
  effectImmediately: [false, true],
  autoConfigRoute: [true, false],
  tags: [
    { team: "network", cost: "1" },
    { team: "platform", stage: "2" },
  ],
  customerGatewayId: [...peers],
  psk: ["first-key", "second-key"],
  ikeVersion: ["ikev1", "ikev2"],
  ikeMode: ["main", "aggressive"],
  ikeEncAlg: ["aes192", "aes256"],
  ikeAuthAlg: ["sha1", "sha256"],
  ikePfs: ["group5", "group14"],
  ikeLifetime: [3600, 7200],
  localId: ["198.18.0.1", "198.18.0.2"],
  remoteId: ["198.18.1.1", "198.18.1.2"],
  ipsecEncAlg: ["aes192", "aes256"],
  ipsecAuthAlg: ["sha1", "sha256"],
  ipsecPfs: ["group5", "group14"],
  ipsecLifetime: [3600, 7200],
  enableBgp: [false, true],
  localAsn: [65001, 65_538],
  tunnelCidr: ["169.254.10.0/30", "169.254.20.0/30"],
  localBgpIp: ["169.254.10.1", "169.254.10.2"],
  enableTunnelsBgp: [false, true],
  enable: [false, true],
  dip: ["192.168.0.1", "192.168.0.2"],
  sip: ["10.0.0.1", "10.0.0.2"],
  interval: [5, 6],
  retry: [4, 7],
  enableDpd: [true, false],
  enableNatTraversal: [true, false],
  remoteCaCertificate: ["first certificate", "second certificate"],
};

const least: Readonly<Record<Kind, Properties>> = {
  server: { clientIpPool: "10.250.0.0/24", localSubnets: ["10.0.0.0/16"] },
  single: {
    customerGatewayId: peers[0],
    localSubnets: ["10.0.0.0/16"],
    remoteSubnets: ["192.168.0.0/24"],
  },
  dual: {
    tunnels: { master: { customerGatewayId: peers[0] }, slave: { customerGatewayId: peers[0] } },
    localSubnets: ["10.0.0.0/16"],
    remoteSubnets: ["192.168.0.0/24"],
  },
};

const bothTunnels = (path: string, master: unknown, slave = master): Properties => ({
  [`tunnels.master.${path}`]: master,
  [`tunnels.slave.${path}`]: slave,
});

/** What an argument can't be without, by its path or its last key. */
function needs(kind: Kind, path: string): Properties {
  const key = path.split(".").at(-1) ?? "";
  if (kind === "server") {
    const idaas = { idaasInstanceId: "idaas-cn-hangzhou-p0000000001", idaasRegionId: REGION };
    return key === "enableMultiFactorAuth" ? idaas : {};
  }
  if (/Subnets$/.test(path)) {
    return kind === "single"
      ? { "ikeConfig.ikeVersion": "ikev2" }
      : bothTunnels("ikeConfig.ikeVersion", "ikev2");
  }
  switch (key) {
    case "localBgpIp":
      return { [path.replace(key, "tunnelCidr")]: "169.254.10.0/30" };
    case "enableBgp":
      return { "bgpConfig.tunnelCidr": "169.254.10.0/30" };
    case "enableTunnelsBgp":
      return bothTunnels("bgpConfig.tunnelCidr", "169.254.10.0/30", "169.254.11.0/30");
    case "enable":
      return { "healthCheckConfig.dip": "192.168.0.1", "healthCheckConfig.sip": "10.0.0.1" };
    case "remoteCaCertificate":
      return kind === "dual" ? bothTunnels("remoteCaCertificate", "a certificate") : {};
    default:
      return {};
  }
}

export const gatewayOf = (name: string) => `vpn-${name.replace(/\W/g, "-").toLowerCase()}`;
export const otherGatewayOf = (name: string) => `${gatewayOf(name)}-elsewhere`;

function elsewhere(kind: Kind, vpnGatewayId: string): Properties {
  switch (kind) {
    case "server":
      return { vpnGatewayId };
    case "single":
      return { vpnGatewayId, customerGatewayId: PEER_ELSEWHERE };
    case "dual":
      return { vpnGatewayId, ...bothTunnels("customerGatewayId", PEER_ELSEWHERE) };
  }
}

const together = (args: Properties, more: Properties): Properties =>
  Object.entries(more).reduce<Properties>((all, [path, value]) => setPath(all, path, value), args);

function rowOf(kind: Kind, field: Field): Row {
  const { path } = field;
  const name = `${kind} ${path}`;
  const [here, there] = [gatewayOf(name), otherGatewayOf(name)];
  const key = path.split(".").at(-1) ?? "";
  const [first, second] = key === "vpnGatewayId" ? [here, there] : (values[key] ?? []);
  const base = together(least[kind], { vpnGatewayId: here, ...needs(kind, path) });
  const beside = key === "regionId" ? { beside: elsewhere(kind, there) } : {};
  return { name, kind, field, effect: effectOf(field), base, first, second, ...beside };
}

/** Every argument of both resources, a connection's in both its modes. */
export const rows: readonly Row[] = [
  ...serverFields.map((field) => rowOf("server", field)),
  ...vpnConnection.fieldsFor({}).map((field) => rowOf("single", field)),
  ...vpnConnection.fieldsFor({ tunnels: {} }).map((field) => rowOf("dual", field)),
];

/** A gateway for each row, which needs nobody's turn but its own, and a second for those that move. */
export const gateways: SimulatorOptions["gateways"] = rows.flatMap(({ name, kind, field, beside }) => {
  const gateway = {
    tunnels: kind === "dual" ? ("dual" as const) : ("single" as const),
    ssl: kind === "server",
    vpnType: field.path.endsWith("remoteCaCertificate") ? ("NationalStandard" as const) : ("Normal" as const),
  };
  const other = {
    ...gateway,
    id: otherGatewayOf(name),
    region: beside === undefined ? REGION : ELSEWHERE,
  };
  const moves = field.path === "vpnGatewayId" || beside !== undefined;
  return [{ ...gateway, id: gatewayOf(name) }, ...(moves ? [other] : [])];
});

export const customerGateways: SimulatorOptions["customerGateways"] = [
  ...peers.map((id, index) => ({ id, ip: `203.0.113.${index + 1}`, asn: 65000 })),
  { id: PEER_ELSEWHERE, region: ELSEWHERE, ip: "203.0.113.9", asn: 65000 },
];

/** A version of each row's resource: its argument has that value, or isn't given. */
export function version(row: Row, value: unknown): Properties {
  const args = setPath(row.base, row.field.path, value);
  return value === row.second && row.beside !== undefined ? together(args, row.beside) : args;
}

/** With what the service made where nothing was given: keys, and the two ends' identifiers. */
export function withGenerated(row: Row, args: Properties, outputs: Properties): Properties {
  const prefixes = { server: [], single: [""], dual: ["tunnels.master.", "tunnels.slave."] }[row.kind];
  const paths = prefixes.flatMap((prefix) =>
    ["psk", "localId", "remoteId"].map((key) => `${prefix}ikeConfig.${key}`),
  );
  return together(args, Object.fromEntries(paths.map((path) => [path, getPath(outputs, path)])));
}

/** What makes an argument needed that else isn't. */
export function switchedOn(row: Row): Properties {
  const key = row.field.path.split(".").at(-1) ?? "";
  const conditions: Readonly<Record<string, Properties>> = {
    idaasInstanceId: { enableMultiFactorAuth: true, idaasRegionId: REGION },
    idaasRegionId: { enableMultiFactorAuth: true, idaasInstanceId: "idaas-1" },
    tunnelCidr:
      row.kind === "single"
        ? { "bgpConfig.enableBgp": true }
        : {
            ...bothTunnels("bgpConfig.tunnelCidr", "169.254.10.0/30", "169.254.11.0/30"),
            enableTunnelsBgp: true,
          },
    dip: { "healthCheckConfig.enable": true, "healthCheckConfig.sip": "10.0.0.1" },
    sip: { "healthCheckConfig.enable": true, "healthCheckConfig.dip": "192.168.0.1" },
    remoteCaCertificate: {},
  };
  return setPath(together(row.base, conditions[key] ?? {}), row.field.path, undefined);
}

export const valueOf = (row: Row, outputs: unknown): unknown => getPath(outputs, row.field.path);

/** The same value in another spelling, where the table says that there is one. */
export function spelled({ effect, field }: Row, value: unknown): unknown {
  if (effect.same === undefined || value === undefined) return value;
  if (Array.isArray(value)) return [...(value as unknown[])].reverse().concat(value[0]);
  if (isRecord(value)) return Object.fromEntries(Object.entries(value).reverse());
  const isAsn = field.path.endsWith("localAsn");
  return isAsn ? `${Math.floor(Number(value) / 65536)}.${Number(value) % 65536}` : JSON.stringify(value);
}
