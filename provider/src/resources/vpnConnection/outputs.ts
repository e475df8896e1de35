import type {
  AuthenticationAlgorithm,
  EncryptionAlgorithm,
  IkeMode,
  IkePfs,
  IkeVersion,
  IpsecPfs,
} from "./args";

/** Phase 1 (IKE) in force. */
export interface IkeConfig {
  /** Pre-shared key, given or made by the service; secret. */
  psk: string;
  ikeVersion: IkeVersion;
  ikeMode: IkeMode;
  ikeEncAlg: EncryptionAlgorithm;
  ikeAuthAlg: AuthenticationAlgorithm;
  ikePfs: IkePfs;
  /** Seconds. */
  ikeLifetime: number;
  localId: string;
  remoteId: string;
}

/** Phase 2 (IPsec) in force. */
export interface IpsecConfig {
  ipsecEncAlg: EncryptionAlgorithm;
  ipsecAuthAlg: AuthenticationAlgorithm;
  ipsecPfs: IpsecPfs;
  /** Seconds. */
  ipsecLifetime: number;
}

/** BGP addresses of a tunnel. */
export interface TunnelBgpConfig {
  localAsn?: number;
  tunnelCidr?: string;
  localBgpIp?: string;
}

/** BGP of a single-tunnel connection. */
export interface BgpConfig extends TunnelBgpConfig {
  enableBgp?: boolean;
}

/** The BGP session of a single-tunnel connection. */
export interface BgpStatus {
  /** `success` or `failed`. */
  status?: string;
  /** ASN of the customer gateway. */
  peerAsn?: number;
  /** BGP address of the peer. */
  peerBgpIp?: string;
}

/** Health check of a single-tunnel connection. */
export interface HealthCheckConfig {
  enable?: boolean;
  dip?: string;
  sip?: string;
  /** Seconds. */
  interval?: number;
  retry?: number;
}

/** Result of the health check of a single-tunnel connection. */
export interface HealthCheckStatus {
  /** Such as `failed`. */
  status?: string;
  /** What happens to published routes when the check fails, such as `revoke_route`. */
  policy?: string;
}

/** Settings of one of the two tunnels. */
export interface Tunnel {
  customerGatewayId: string;
  ikeConfig: IkeConfig;
  ipsecConfig: IpsecConfig;
  bgpConfig?: TunnelBgpConfig;
  enableDpd: boolean;
  enableNatTraversal: boolean;
  remoteCaCertificate?: string;
}

/** Settings of the two tunnels of a dual-tunnel connection; secret as a whole, for the keys in them. */
export interface Tunnels {
  master: Tunnel;
  slave: Tunnel;
}

/** What the service says of one of the two tunnels. */
export interface TunnelStatus {
  /** `tun-…`. */
  tunnelId: string;
  /** Address of the Alibaba Cloud side of the tunnel. */
  internetIp: string;
  /** Zone of the tunnel. */
  zoneNo: string;
  /** `active`, `updating` or `deleting`. */
  state?: string;
  /** Negotiation, such as `ipsec_sa_established`. */
  status?: string;
  /** State of the BGP session: `success` or `failed`. */
  bgpStatus?: string;
  /** ASN of the customer gateway. */
  peerAsn?: number;
  /** BGP address of the peer. */
  peerBgpIp?: string;
}

/** What the service says of the two tunnels of a dual-tunnel connection. */
export interface TunnelStatuses {
  master: TunnelStatus;
  slave: TunnelStatus;
}
