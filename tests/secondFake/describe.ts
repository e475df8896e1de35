/** How connections are described: by id, in a listing, and in the answer of a modify. */
import { type Json, refuse } from "./values";
import { page, type Request } from "./request";
import type { Connection, Gateway, Store, Tunnel } from "./store";

export class Descriptions {
  constructor(private readonly store: Store) {}

  private describedTunnel(end: Tunnel, gateway: Gateway, enableBgp: boolean, natural: boolean): Json {
    // Numbers and switches of tunnels are texts in a describe, and natural in the answer of a modify.
    const as = (value: string | number | boolean | undefined) => (natural ? value : String(value ?? ""));
    const { ike, ipsec, bgp } = end;
    return {
      TunnelId: end.TunnelId,
      Role: end.Role,
      CustomerGatewayId: end.CustomerGatewayId,
      EnableDpd: as(end.EnableDpd),
      EnableNatTraversal: as(end.EnableNatTraversal),
      InternetIp: gateway.addresses[end.Role === "slave" ? 1 : 0],
      ZoneNo: end.Role === "slave" ? `${this.store.region}-b` : `${this.store.region}-a`,
      State: "active",
      ...(natural ? {} : { Status: "ike_sa_not_established" }),
      ...(end.RemoteCaCertificate === "" ? {} : { RemoteCaCertificate: end.RemoteCaCertificate }),
      TunnelIkeConfig: { ...ike, IkeLifetime: as(ike.IkeLifetime) },
      TunnelIpsecConfig: { ...ipsec, IpsecLifetime: as(ipsec.IpsecLifetime) },
      // Choice: BGP settings of a tunnel are described while BGP is on, and an empty object is else.
      TunnelBgpConfig: enableBgp
        ? {
            ...bgp,
            LocalAsn: as(bgp.LocalAsn),
            ...this.peerBgp(end, as),
            ...(natural ? {} : { BgpStatus: "false" }),
          }
        : {},
    };
  }

  private peerBgp(end: Tunnel, as: (value: number | undefined) => unknown): Json {
    const [, head = "", last = "0"] = /^(.*\.)(\d+)\/30$/.exec(String(end.bgp.TunnelCidr)) ?? [];
    const own = `${head}${Number(last) + 1}`;
    const PeerBgpIp = end.bgp.LocalBgpIp === own ? `${head}${Number(last) + 2}` : own;
    return { PeerAsn: as(this.store.customerGateway(end.CustomerGatewayId).Asn), PeerBgpIp };
  }

  describedConnection(connection: Connection, answer: "describe" | "list" | "modify"): Json {
    const { ends, health, enableBgp } = connection;
    const gateway = this.store.gateway(connection.VpnGatewayId);
    const common = {
      VpnConnectionId: connection.id,
      VpnGatewayId: connection.VpnGatewayId,
      Name: connection.Name,
      LocalSubnet: connection.LocalSubnet,
      RemoteSubnet: connection.RemoteSubnet,
      EffectImmediately: connection.EffectImmediately,
      CreateTime: this.store.time(connection.createdAt),
      ResourceGroupId: "rg-secondfake",
      ...(answer === "modify"
        ? { Description: "" }
        : {
            State: "active",
            AttachType: "VPNGW",
            NetworkType: "public",
            Spec: "10M",
            InternetIp: gateway.addresses[0],
          }),
    };
    const [end] = ends;
    if (connection.mode === 2 || end === undefined) {
      const tunnels = ends.map((one) => this.describedTunnel(one, gateway, enableBgp, answer === "modify"));
      // A live test of another tool saw these empty and false values at the top of a connection with two tunnels.
      const top = { CustomerGatewayId: "", Status: "", EnableDpd: false, EnableNatTraversal: false };
      return {
        ...common,
        ...top,
        EnableTunnelsBgp: enableBgp,
        TunnelOptionsSpecification: { TunnelOptions: tunnels },
      };
    }
    const status = { Status: "false", ...(enableBgp ? this.peerBgp(end, (value) => value) : {}) };
    const bgp = { ...end.bgp, ...status, ...(answer === "list" ? {} : { EnableBgp: String(enableBgp) }) };
    return {
      ...common,
      CustomerGatewayId: end.CustomerGatewayId,
      EnableDpd: end.EnableDpd,
      EnableNatTraversal: end.EnableNatTraversal,
      IkeConfig: end.ike,
      IpsecConfig: end.ipsec,
      VcoHealthCheck: {
        ...health,
        ...(answer === "modify" ? {} : { Policy: "revoke_route", Status: "failed" }),
      },
      VpnBgpConfig: bgp,
      ...(end.RemoteCaCertificate === "" ? {} : { RemoteCaCertificate: end.RemoteCaCertificate }),
      ...(answer === "modify" ? {} : { Status: "ike_sa_not_established" }),
    };
  }

  describeVpnConnection(request: Request): Json {
    const id = request.required("VpnConnectionId");
    const found = this.store.shown("connection", this.store.world.describeLagMs).find((one) => one.id === id);
    if (found?.kind !== "connection")
      return refuse("InvalidVpnConnectionInstanceId.NotFound", undefined, 404);
    return { ...this.describedConnection(found, "describe"), Tags: { Tag: this.store.shownTags(id) } };
  }

  describeVpnConnections(request: Request): Json {
    const list = this.store
      .shown("connection", this.store.world.listLagMs)
      .flatMap((one) => (one.kind === "connection" && this.matches(one, request) ? [one] : []))
      .map((one) => ({
        ...this.describedConnection(one, "list"),
        Tag: { Tag: this.store.shownTags(one.id) },
      }));
    const { rows: VpnConnection, ...rest } = page(request, list);
    return { ...rest, VpnConnections: { VpnConnection } };
  }

  private matches({ id, VpnGatewayId, ends }: Connection, request: Request): boolean {
    const values = {
      VpnGatewayId: [VpnGatewayId],
      VpnConnectionId: [id],
      CustomerGatewayId: ends.map((end) => end.CustomerGatewayId),
    };
    const tags = this.store.shownTags(id);
    const fields = Object.entries(values).every(([name, own]) => {
      const wanted = request.text(name) ?? "";
      return wanted === "" || own.includes(wanted);
    });
    // Choice: a filter by a tag's key alone, or with an empty value, takes every value.
    const wantedTags = Object.entries(request.tags("Tag.", 128));
    return (
      fields &&
      wantedTags.every(([key, value]) =>
        tags.some((tag) => tag.Key === key && (value === "" || tag.Value === value)),
      )
    );
  }
}
