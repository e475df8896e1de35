/** IPsec connections of one tunnel and of two, by the pages of their operations. */
import { randomUUID } from "node:crypto";
import {
  anyOverlap,
  apply,
  applyBgp,
  checkSubnets,
  type Flat,
  HEALTH_RULES,
  INITIAL_BGP,
  initialOf,
  type Json,
  refuse,
  type Rule,
  rulesOf,
  type Texts,
} from "./values";
import { Descriptions } from "./describe";
import { checkDryRun, checkName, type Request } from "./request";
import type { Connection, Gateway, Store, Tunnel } from "./store";

export class Connections {
  private readonly descriptions: Descriptions;

  constructor(private readonly store: Store) {
    this.descriptions = new Descriptions(store);
  }

  phase(base: Flat, given: Texts | undefined, rules: Rule[]): Flat {
    if (given === undefined) return base;
    const start =
      this.store.world.partialBlocks === "merged" ? base : { ...initialOf(rules), Psk: base.Psk ?? "" };
    const ignored = this.store.world.notTaken.map((name) => name.toLowerCase());
    const taken = Object.entries(given).filter(([name]) => !ignored.includes(name.toLowerCase()));
    return apply(start, Object.fromEntries(taken), rules);
  }

  newEnd(gateway: Gateway, Role: string): Tunnel {
    const national = gateway.vpnType === "NationalStandard";
    return {
      TunnelId: Role === "" ? "" : this.store.newId("tun"),
      Role,
      CustomerGatewayId: "",
      EnableDpd: true,
      EnableNatTraversal: true,
      RemoteCaCertificate: "",
      ike: initialOf(rulesOf("Ike", national)),
      ipsec: initialOf(rulesOf("Ipsec", national)),
      bgp: { ...INITIAL_BGP },
    };
  }

  /** Default values that depend on others, once all is known. */
  completeEnd(gateway: Gateway, end: Tunnel, previous?: Tunnel): void {
    const peer = this.store.customerGateway(end.CustomerGatewayId).IpAddress;
    const formerPeer =
      previous === undefined ? "" : this.store.customerGateway(previous.CustomerGatewayId).IpAddress;
    if (end.ike.Psk === "") end.ike.Psk = randomUUID().replaceAll("-", "").slice(0, 16);
    if (end.ike.LocalId === "") end.ike.LocalId = gateway.addresses[end.Role === "slave" ? 1 : 0];
    // Choice: an identifier that is just the peer's address follows a change of the peer.
    if (end.ike.RemoteId === "" || (peer !== formerPeer && end.ike.RemoteId === formerPeer))
      end.ike.RemoteId = peer;
  }

  setFlags(end: Tunnel, request: Request, prefix = ""): void {
    for (const name of ["EnableDpd", "EnableNatTraversal"] as const) {
      const value = request.flag(prefix + name);
      if (value !== undefined && !this.store.world.notTaken.includes(name)) end[name] = value;
    }
    const peer = request.text(`${prefix}CustomerGatewayId`);
    if (peer !== undefined && !this.store.world.notTaken.includes("CustomerGatewayId"))
      end.CustomerGatewayId = peer;
    end.RemoteCaCertificate = request.text(`${prefix}RemoteCaCertificate`) ?? end.RemoteCaCertificate;
  }

  applySingle(connection: Connection, request: Request, gateway: Gateway): void {
    const [end] = connection.ends;
    if (end === undefined) return;
    // Choice: parameters of the other mode are refused rather than ignored.
    if (request.indexes("TunnelOptionsSpecification.").length > 0)
      refuse("IllegalParam.TunnelOptionsSpecification");
    if (request.text("EnableTunnelsBgp") !== undefined) refuse("IllegalParam.EnableTunnelsBgp");
    const national = gateway.vpnType === "NationalStandard";
    this.setFlags(end, request);
    end.ike = this.phase(end.ike, request.json("IkeConfig"), rulesOf("Ike", national));
    end.ipsec = this.phase(end.ipsec, request.json("IpsecConfig"), rulesOf("Ipsec", national));
    connection.health = this.phase(connection.health, request.json("HealthCheckConfig"), HEALTH_RULES);
    const { Enable, Dip, Sip } = connection.health;
    if (Enable === "true" && (Dip === "" || Sip === "")) refuse("IllegalParam.HealthCheckConfig");
    const bgp = request.json("BgpConfig");
    if (bgp === undefined) return;
    end.bgp = applyBgp(end.bgp, bgp);
    if (bgp.EnableBgp !== undefined) connection.enableBgp = bgp.EnableBgp === "true";
  }

  applyDual(connection: Connection, request: Request, gateway: Gateway): void {
    const single = ["CustomerGatewayId", "IkeConfig", "IpsecConfig", "HealthCheckConfig", "BgpConfig"];
    for (const name of [...single, "EnableDpd", "EnableNatTraversal", "RemoteCaCertificate"])
      if (request.text(name) !== undefined) refuse(`IllegalParam.${name}`);
    connection.enableBgp = request.flag("EnableTunnelsBgp") ?? connection.enableBgp;
    const national = gateway.vpnType === "NationalStandard";
    const roles: string[] = [];
    for (const n of request.indexes("TunnelOptionsSpecification.")) {
      const prefix = `TunnelOptionsSpecification.${n}.`;
      const id = request.text(`${prefix}TunnelId`);
      const byId = connection.ends.find(({ TunnelId }) => TunnelId === id);
      if (id !== undefined && byId === undefined) refuse("IllegalParam.TunnelId");
      const role = request.text(`${prefix}Role`) ?? byId?.Role ?? "";
      const end = connection.ends.find(({ Role }) => Role === role) ?? refuse("IllegalParam.Role");
      if (roles.includes(role) || (byId !== undefined && byId !== end)) refuse("IllegalParam.Role");
      roles.push(role);
      this.setFlags(end, request, prefix);
      const part = (name: string) => {
        const members = request.below(`${prefix}${name}.`);
        return Object.keys(members).length === 0 ? undefined : members;
      };
      end.ike = this.phase(end.ike, part("TunnelIkeConfig"), rulesOf("Ike", national));
      end.ipsec = this.phase(end.ipsec, part("TunnelIpsecConfig"), rulesOf("Ipsec", national));
      end.bgp = applyBgp(end.bgp, part("TunnelBgpConfig") ?? {});
    }
  }

  applyCommon(connection: Connection, request: Request): void {
    checkName(request.text("Name"));
    for (const name of ["Name", "LocalSubnet", "RemoteSubnet"] as const)
      if (!this.store.world.notTaken.includes(name))
        connection[name] = request.text(name) ?? connection[name];
    for (const name of ["EffectImmediately", "AutoConfigRoute"] as const)
      if (!this.store.world.notTaken.includes(name))
        connection[name] = request.flag(name) ?? connection[name];
  }

  checkConnection(connection: Connection, gateway: Gateway): void {
    checkSubnets(connection.LocalSubnet, "LocalSubnet", 10, 0);
    checkSubnets(connection.RemoteSubnet, "RemoteSubnet", 10, 0);
    const several = `${connection.LocalSubnet}|${connection.RemoteSubnet}`.includes(",");
    const others = this.store.connections(gateway.VpnGatewayId).filter(({ id }) => id !== connection.id);
    for (const end of connection.ends) {
      if (several && end.ike.IkeVersion === "ikev1") refuse("ModifyIkeV1WithMultiRoutes.Invalid");
      if (gateway.vpnType === "NationalStandard" && end.RemoteCaCertificate === "" && end.Role !== "")
        refuse("IllegalParam.RemoteCaCertificate");
      if (gateway.vpnType === "Normal" && end.RemoteCaCertificate !== "")
        refuse("IllegalParam.RemoteCaCertificate");
    }
    this.checkBgp(connection, others);
    for (const other of others) this.checkNeighbour(connection, other);
  }

  checkBgp(connection: Connection, others: Connection[]): void {
    // Choice: a gateway "has enabled BGP" while one of its connections has, and asks it of the others then.
    if (!connection.enableBgp) {
      if (others.some(({ enableBgp }) => enableBgp))
        refuse("IllegalParam.EnableBgp", "VPN connection must enable BGP when VPN gateway has enabled BGP.");
      return;
    }
    const used = others
      .flatMap(({ ends }) => ends.map(({ bgp }) => bgp.TunnelCidr))
      .filter((text) => text !== "");
    for (const end of connection.ends) {
      if (end.bgp.TunnelCidr === "") refuse("MissingParameter.TunnelCidr");
      if (used.includes(end.bgp.TunnelCidr)) refuse("IllegalParam.TunnelCidr");
      used.push(end.bgp.TunnelCidr);
      if (this.store.customerGateway(end.CustomerGatewayId).Asn === undefined)
        refuse("MissingParam.CustomerGatewayAsn");
    }
  }

  checkNeighbour(one: Connection, other: Connection): void {
    const peers = one.ends.flatMap((end) =>
      other.ends
        .filter((theirs) => theirs.CustomerGatewayId === end.CustomerGatewayId)
        .map((theirs) => [end, theirs] as const),
    );
    const code = "VpnConnectionParamInvalid.SameVpnAndCgw";
    const double = one.LocalSubnet === other.LocalSubnet && one.RemoteSubnet === other.RemoteSubnet;
    const crossing =
      anyOverlap(one.LocalSubnet, other.LocalSubnet) && anyOverlap(one.RemoteSubnet, other.RemoteSubnet);
    // Choice: BGP routes and destination routing (0.0.0.0/0) leave no selectors that could overlap.
    if (
      peers.length > 0 &&
      crossing &&
      this.store.world.doubles === "refused" &&
      one.LocalSubnet !== "0.0.0.0/0"
    )
      refuse(double ? "InvalidVpnConnection.AlreadyExists" : `${code}TrafficSelectorOverlap`);
    if (this.store.world.doubles === "accepted") return;
    const shared = ["Psk", "IkeVersion", "IkeMode", "IkeEncAlg", "IkeAuthAlg", "IkePfs", "IkeLifetime"];
    if (one.mode === 1 && peers.some(([a, b]) => shared.some((name) => a.ike[name] !== b.ike[name])))
      refuse(`${code}DifferentIkeConfigs`);
  }

  createVpnConnection(request: Request): Json {
    const gateway = this.store.gateway(request.required("VpnGatewayId"));
    request.required("LocalSubnet");
    request.required("RemoteSubnet");
    if (gateway.tunnels === 1) this.store.customerGateway(request.required("CustomerGatewayId"));
    this.store.checkFree(gateway);
    if (!gateway.ipsec) refuse("VpnGateway.IpsecVpnDisabled");
    const roles = gateway.tunnels === 1 ? [""] : ["master", "slave"];
    const connection: Connection = {
      kind: "connection",
      id: this.store.newId("vco"),
      VpnGatewayId: gateway.VpnGatewayId,
      Name: "",
      LocalSubnet: "",
      RemoteSubnet: "",
      EffectImmediately: false,
      AutoConfigRoute: true,
      createdAt: Date.now(),
      mode: gateway.tunnels,
      enableBgp: false,
      health: initialOf(HEALTH_RULES),
      ends: roles.map((role) => this.newEnd(gateway, role)),
    };
    this.applyCommon(connection, request);
    // Choice: several blocks make ikev2 the default, as a live test of another tool saw.
    if (/,/.test(connection.LocalSubnet + connection.RemoteSubnet))
      for (const end of connection.ends) if (gateway.vpnType === "Normal") end.ike.IkeVersion = "ikev2";
    if (gateway.tunnels === 1) this.applySingle(connection, request, gateway);
    else this.applyDual(connection, request, gateway);
    // Both roles are needed, so a create that names one only, or none, leaves an end without a peer.
    if (connection.ends.some(({ CustomerGatewayId }) => CustomerGatewayId === ""))
      refuse("IllegalParam.Role");
    for (const end of connection.ends) this.completeEnd(gateway, end);
    this.checkConnection(connection, gateway);
    const tags = request.tags("Tags.", 64);
    checkDryRun(request);
    const end = this.store.startTask(gateway);
    this.store.write(connection, this.store.world.createdShownAt === "end" ? end : Date.now());
    if (this.store.world.tagsAtCreate === "taken") this.store.setTags(connection.id, tags);
    return {
      VpnConnectionId: connection.id,
      Name: connection.Name,
      CreateTime: this.store.time(connection.createdAt),
    };
  }

  found(id: string): Connection {
    const found = this.store.connections().find((one) => one.id === id);
    return found ?? refuse("InvalidVpnConnectionInstanceId.NotFound", undefined, 404);
  }

  modifyVpnConnection(request: Request): Json {
    const before = this.found(request.required("VpnConnectionId"));
    const gateway = this.store.gateway(before.VpnGatewayId);
    this.store.checkFree(gateway);
    const connection = structuredClone(before);
    // Choice: both subnets are needed with IkeConfig, as another tool learned from a failure twice.
    if (request.text("IkeConfig") !== undefined && (request.text("LocalSubnet") ?? "") === "")
      refuse("IllegalParam.LocalSubnet");
    if (request.text("CustomerGatewayId") !== undefined) refuse("IllegalParam.CustomerGatewayId");
    this.applyCommon(connection, request);
    if (connection.mode === 1) this.applySingle(connection, request, gateway);
    else this.applyDual(connection, request, gateway);
    connection.ends.forEach((end, n) => this.completeEnd(gateway, end, before.ends[n]));
    this.checkConnection(connection, gateway);
    const end = this.store.startTask(gateway);
    this.store.write(connection, this.store.world.changedShownAt === "end" ? end : Date.now());
    return this.descriptions.describedConnection(connection, "modify");
  }
}
