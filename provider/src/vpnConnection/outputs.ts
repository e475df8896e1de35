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

/** BGP of a tunnel. */
export interface TunnelBgpConfig {
  localAsn?: number;
  tunnelCidr?: string;
  localBgpIp?: string;
  /** ASN of the customer gateway. */
  peerAsn?: number;
  /** BGP address of the peer. */
  peerBgpIp?: string;
  /** State of the session, such as `success`. */
  bgpStatus?: string;
}

/** BGP of a single-tunnel connection. */
export interface BgpConfig {
  enableBgp?: boolean;
  localAsn?: number;
  tunnelCidr?: string;
  localBgpIp?: string;
  /** ASN of the customer gateway. */
  peerAsn?: number;
  /** BGP address of the peer. */
  peerBgpIp?: string;
  /** State of the session, such as `success`. */
  status?: string;
}

/** Health check of a single-tunnel connection. */
export interface HealthCheckConfig {
  enable?: boolean;
  dip?: string;
  sip?: string;
  /** Seconds. */
  interval?: number;
  retry?: number;
  /** What happens to published routes when the check fails, such as `revoke_route`. */
  policy?: string;
  /** Result of the check, such as `failed`. */
  status?: string;
}

/** One of the two tunnels. */
export interface Tunnel {
  /** `tun-…`. */
  tunnelId: string;
  customerGatewayId: string;
  ikeConfig: IkeConfig;
  ipsecConfig: IpsecConfig;
  bgpConfig?: TunnelBgpConfig;
  enableDpd: boolean;
  enableNatTraversal: boolean;
  remoteCaCertificate?: string;
  /** Address of the Alibaba Cloud side of the tunnel. */
  internetIp: string;
  /** Zone of the tunnel. */
  zoneNo: string;
  /** `active`, `updating` or `deleting`. */
  state?: string;
  /** Negotiation, such as `ipsec_sa_established`. */
  status?: string;
}

/** The two tunnels of a dual-tunnel connection. */
export interface Tunnels {
  master: Tunnel;
  slave: Tunnel;
}
