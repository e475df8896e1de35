import type { Properties } from "../../provider/src/properties";

/** Arguments that keep every rule, for a test to change one thing of. */
export const server: Properties = {
  vpnGatewayId: "vpn-1",
  regionId: "cn-hangzhou",
  name: "staff",
  clientIpPool: "10.250.0.0/24",
  localSubnets: ["10.0.0.0/16"],
};

export const single: Properties = {
  vpnGatewayId: "vpn-1",
  regionId: "cn-hangzhou",
  name: "office",
  localSubnets: ["10.0.0.0/16"],
  remoteSubnets: ["192.168.0.0/24"],
  customerGatewayId: "cgw-1",
};

export const dual: Properties = {
  vpnGatewayId: "vpn-1",
  regionId: "cn-hangzhou",
  name: "office",
  localSubnets: ["10.0.0.0/16"],
  remoteSubnets: ["192.168.0.0/24"],
  tunnels: { master: { customerGatewayId: "cgw-1" }, slave: { customerGatewayId: "cgw-2" } },
};

/** Arguments of every kind, so that each field is there once. */
export const fullServer: Properties = {
  ...server,
  protocol: "UDP",
  cipher: "AES-256-CBC",
  port: 1195,
  compress: true,
  enableMultiFactorAuth: true,
  idaasInstanceId: "idaas-1",
  idaasRegionId: "cn-hangzhou",
  idaasApplicationId: "app-1",
};

const peer: Properties = {
  ikeConfig: {
    psk: "correct-horse-battery",
    ikeVersion: "ikev2",
    ikeMode: "main",
    ikeEncAlg: "aes256",
    ikeAuthAlg: "sha256",
    ikePfs: "group14",
    ikeLifetime: 3600,
    localId: "local.example",
    remoteId: "remote.example",
  },
  ipsecConfig: { ipsecEncAlg: "aes256", ipsecAuthAlg: "sha256", ipsecPfs: "disabled", ipsecLifetime: 3600 },
  enableDpd: true,
  enableNatTraversal: false,
};

const shared: Properties = { effectImmediately: true, autoConfigRoute: false, tags: { team: "network" } };

export const fullSingle: Properties = {
  ...single,
  ...shared,
  ...peer,
  bgpConfig: {
    enableBgp: true,
    localAsn: 65530,
    tunnelCidr: "169.254.10.0/30",
    localBgpIp: "169.254.10.1",
  },
  healthCheckConfig: { enable: true, dip: "192.168.0.9", sip: "10.0.0.9", interval: 3, retry: 4 },
};

export const fullDual: Properties = {
  ...dual,
  ...shared,
  enableTunnelsBgp: true,
  tunnels: {
    master: {
      ...peer,
      customerGatewayId: "cgw-1",
      bgpConfig: { localAsn: 65530, tunnelCidr: "169.254.10.0/30", localBgpIp: "169.254.10.1" },
    },
    slave: {
      ...peer,
      customerGatewayId: "cgw-2",
      bgpConfig: { localAsn: 65530, tunnelCidr: "169.254.11.0/30", localBgpIp: "169.254.11.1" },
    },
  },
};

/** A ShangMi gateway knows no other algorithms, and alone takes a certificate. */
const shangMi: Properties = {
  ikeConfig: { ikeVersion: "ikev1", ikeMode: "main", ikeEncAlg: "sm4", ikeAuthAlg: "sm3" },
  ipsecConfig: { ipsecEncAlg: "sm4", ipsecAuthAlg: "sm3" },
  remoteCaCertificate: "-----BEGIN CERTIFICATE-----",
};

export const shangMiSingle: Properties = { ...single, ...shangMi };

export const shangMiDual: Properties = {
  ...dual,
  tunnels: {
    master: { ...shangMi, customerGatewayId: "cgw-1" },
    slave: { ...shangMi, customerGatewayId: "cgw-2" },
  },
};
