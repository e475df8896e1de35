import { plain } from "../../schema/near";

/*
 * What the API, `@pulumi/alicloud`, Terraform's provider, other clouds and VPN software call our arguments and their
 * values. A hint names what means the same, and never something weaker: where there is no such thing, there is no hint.
 */

const aesBySize: Readonly<Record<string, string>> = { "128": "aes", "192": "aes192", "256": "aes256" };

/** `aes-256-gcm`, `AES256-CBC`, `GCMAES256`: the size of the key is what counts, since there is one mode of operation. */
export function encryptionWord(word: string): string | undefined {
  if (/^(?:tripledes|des3|tdes|tdea|3des)(?:cbc)?$/.test(word)) return "3des";
  const size = /(?:aes|rijndael)\D*(128|192|256)/.exec(word)?.[1];
  return size === undefined ? undefined : aesBySize[size];
}

export function authenticationWord(word: string): string | undefined {
  if (word === "sha2" || word === "hmacsha2") return "sha256";
  if (/^(?:hmac)?sha1(?:96|160)?$/.test(word)) return "sha1";
  const size = /^(?:hmac)?sha2?(256|384|512)/.exec(word)?.[1];
  return size === undefined ? undefined : `sha${size}`;
}

/** Groups by their number, and by the bits of their prime (RFC 2409, RFC 3526). */
const groupByNumber: Readonly<Record<string, string>> = {
  "1": "group1",
  "2": "group2",
  "5": "group5",
  "14": "group14",
  "768": "group1",
  "1024": "group2",
  "1536": "group5",
  "2048": "group14",
};

/** `14`, `dh14`, `DHGroup14`, `modp2048`, `PFS2048`; a group that the service doesn't know has no equal here. */
export function groupWord(word: string): string | undefined {
  if (/^(?:none|no|off|false|disable|nopfs)$/.test(word)) return "disabled";
  const number = /^(?:dh|pfs|diffiehellman)?(?:group|grp|modp)?(\d+)$/.exec(word)?.[1];
  return number === undefined ? undefined : groupByNumber[number];
}

type Names = Readonly<Record<string, string>>;

const key = "ikeConfig.psk";

/** By block, names without case and punctuation; what they are called here, within the connection or its tunnel. */
const names: Readonly<Record<string, Names>> = {
  "": {
    vpnconnectionname: "name",
    connectionname: "name",
    gatewayid: "vpnGatewayId",
    vpngateway: "vpnGatewayId",
    customergateway: "customerGatewayId",
    presharedkey: key,
    sharedkey: key,
    sharedsecret: key,
    ikelocalid: "ikeConfig.localId",
    ikeremoteid: "ikeConfig.remoteId",
    tunneloptionsspecification: "tunnels",
    tunneloptionsspecifications: "tunnels",
    tunnelikeconfig: "ikeConfig",
    tunnelipsecconfig: "ipsecConfig",
    tunnelbgpconfig: "bgpConfig",
    vcohealthcheck: "healthCheckConfig",
    vpnbgpconfig: "bgpConfig",
  },
  tunnels: {
    active: "tunnels.master",
    primary: "tunnels.master",
    tunnel1: "tunnels.master",
    standby: "tunnels.slave",
    backup: "tunnels.slave",
    secondary: "tunnels.slave",
    tunnel2: "tunnels.slave",
  },
  ikeConfig: {
    ikelocalid: "ikeConfig.localId",
    ikeremoteid: "ikeConfig.remoteId",
    presharedkey: key,
    sharedkey: key,
    version: "ikeConfig.ikeVersion",
    mode: "ikeConfig.ikeMode",
    encryption: "ikeConfig.ikeEncAlg",
    ikeencryption: "ikeConfig.ikeEncAlg",
    encryptionalgorithm: "ikeConfig.ikeEncAlg",
    integrity: "ikeConfig.ikeAuthAlg",
    ikeintegrity: "ikeConfig.ikeAuthAlg",
    authenticationalgorithm: "ikeConfig.ikeAuthAlg",
    dhgroup: "ikeConfig.ikePfs",
    pfs: "ikeConfig.ikePfs",
    lifetime: "ikeConfig.ikeLifetime",
    ikelifetimeseconds: "ikeConfig.ikeLifetime",
  },
  ipsecConfig: {
    encryption: "ipsecConfig.ipsecEncAlg",
    ipsecencryption: "ipsecConfig.ipsecEncAlg",
    encryptionalgorithm: "ipsecConfig.ipsecEncAlg",
    integrity: "ipsecConfig.ipsecAuthAlg",
    ipsecintegrity: "ipsecConfig.ipsecAuthAlg",
    authenticationalgorithm: "ipsecConfig.ipsecAuthAlg",
    pfs: "ipsecConfig.ipsecPfs",
    pfsgroup: "ipsecConfig.ipsecPfs",
    dhgroup: "ipsecConfig.ipsecPfs",
    lifetime: "ipsecConfig.ipsecLifetime",
    salifetime: "ipsecConfig.ipsecLifetime",
    ipseclifetimeseconds: "ipsecConfig.ipsecLifetime",
  },
  bgpConfig: {
    enable: "bgpConfig.enableBgp",
    enabled: "bgpConfig.enableBgp",
    asn: "bgpConfig.localAsn",
    bgpasn: "bgpConfig.localAsn",
    insidecidr: "bgpConfig.tunnelCidr",
    tunnelinsidecidr: "bgpConfig.tunnelCidr",
  },
};

/** Outputs that other tools have among the arguments, or that are taken for some. */
const outputs: Readonly<Record<string, Names>> = {
  "": {
    networktype: "networkType",
    resourcegroupid: "resourceGroupId",
    status: "status",
    state: "state",
    createtime: "createTime",
    internetip: "internetIp",
    spec: "spec",
    zoneno: "zoneNo",
    bgpstatus: "bgpStatus",
    healthcheckstatus: "healthCheckStatus",
    tunnelstatus: "tunnelStatus",
  },
  bgpConfig: { status: "bgpStatus.status", peerasn: "bgpStatus.peerAsn", peerbgpip: "bgpStatus.peerBgpIp" },
};

/** The same of a tunnel: `tunnelStatus.master.…`. */
const tunnelOutputs: Readonly<Record<string, Names>> = {
  "": { tunnelid: "tunnelId", internetip: "internetIp", state: "state", status: "status", zoneno: "zoneNo" },
  bgpConfig: {
    status: "bgpStatus",
    bgpstatus: "bgpStatus",
    peerasn: "peerAsn",
    peerbgpip: "peerBgpIp",
  },
};

/** What an argument that there isn't is called here, for a person; undefined where nothing is like it. */
export function otherName(path: string): string | undefined {
  const [, role, block = "", name = ""] =
    /^(?:tunnels\.(master|slave)\.)?(?:(\w+)\.)?([^.]+)$/.exec(path) ?? [];
  const word = plain(name);
  const within = role === undefined ? "" : `tunnels.${role}.`;
  const output = (role === undefined ? outputs : tunnelOutputs)[block]?.[word];
  if (output !== undefined)
    return `it is an output: ${role === undefined ? "" : `tunnelStatus.${role}.`}${output}`;
  const meant = names[block]?.[word];
  if (role !== undefined && (meant === "bgpConfig.enableBgp" || word === "enablebgp"))
    return didYouMean("enableTunnelsBgp");
  if (role !== undefined && word === "role") return `the tunnel's key says it: ${within.slice(0, -1)}`;
  return meant === undefined ? undefined : didYouMean(`${within}${meant}`);
}

const didYouMean = (argument: string): string => `did you mean ${argument}?`;
