/** SSL servers, by the pages of their four operations. */
import {
  block,
  type Flat,
  type Json,
  type Rule,
  RESERVED,
  apply,
  checkSubnets,
  refuse,
  type Texts,
  touches,
} from "./values";
import { checkDryRun, checkName, page, type Request } from "./request";
import type { Gateway, SslServer, Store } from "./store";

const SSL_PORTS = [22, 2222, 22222, 9000, 9001, 9002, 7505, 80, 443, 53, 68, 123, 4510, 4560, 500, 4500];

export class SslServers {
  constructor(private readonly store: Store) {}

  checkSsl(gateway: Gateway, settings: Flat, given: Texts, id?: string): void {
    const pool = block(String(settings.ClientIpPool)) ?? refuse("ClientIpPool.SubnetInvalid");
    if (pool.mask < 16 || pool.mask > 29) refuse("ClientIpPool.NetmaskInvalid");
    // Choice: a pool that is too small for the gateway's seats gets the code of an unusable one.
    if (
      touches(pool, [...RESERVED, "100.64.0.0/10"]) ||
      pool.end - pool.start + 1 < gateway.sslMaxConnections * 4
    )
      refuse("ClientIpPool.SubnetInvalid");
    checkSubnets(String(settings.LocalSubnet), "LocalSubnet", 100, 8);
    if (touches(pool, [String(settings.LocalSubnet), gateway.vpcBlock])) refuse("IpConflict");
    const others = this.store.sslServers().filter((other) => other.id !== id);
    if (
      touches(
        pool,
        others.map((other) => String(other.settings.ClientIpPool)),
      )
    )
      refuse("IpConflict");
    if (SSL_PORTS.includes(Number(settings.Port))) refuse("SslVpnServerPort.Illegal");
    if (settings.EnableMultiFactorAuth !== true) return;
    if (settings.IDaaSInstanceId === "") refuse("MissingParameter.IDaaSInstanceId");
    if (settings.IDaaSRegionId === "") refuse("MissingParam.IDaaSRegionId");
    if (given.IDaaSInstanceId === "idaas-none") refuse("InvalidIDaaSInstanceId.NotFound", undefined, 404);
    // Choice: an instance is of EIAM 1.0 if its id ends with "-v1".
    const old = String(settings.IDaaSInstanceId).endsWith("-v1");
    if (!old && settings.IDaaSApplicationId === "") refuse("MissingParam.IDaaSApplicationId");
  }

  sslSettings(request: Request, base: Flat): Flat {
    checkName(request.text("Name"));
    const rules: Rule[] = [
      { name: "Name", code: "InvalidName", initial: "" },
      { name: "ClientIpPool", code: "ClientIpPool.SubnetInvalid", initial: "" },
      { name: "LocalSubnet", code: "IllegalParam.LocalSubnet", initial: "" },
      // Choice: no page has codes for a wrong protocol or cipher.
      { name: "Proto", code: "IllegalParam.Proto", oneOf: ["TCP", "UDP"], initial: "" },
      {
        name: "Cipher",
        code: "IllegalParam.Cipher",
        oneOf: ["AES-128-CBC", "AES-192-CBC", "AES-256-CBC", "none"],
        initial: "",
      },
      { name: "Port", code: "SslVpnServerPort.Illegal", range: [1, 65535], initial: 0 },
      ...["IDaaSInstanceId", "IDaaSRegionId", "IDaaSApplicationId"].map((name) => ({
        name,
        code: "",
        initial: "",
      })),
    ];
    const taken = Object.entries(request.params).filter(
      ([name]) => !this.store.world.notTaken.includes(name),
    );
    const result = apply(base, Object.fromEntries(taken), rules);
    for (const name of ["Compress", "EnableMultiFactorAuth"]) {
      const value = request.flag(name);
      if (value !== undefined && !this.store.world.notTaken.includes(name)) result[name] = value;
    }
    return result;
  }

  createSslVpnServer(request: Request): Json {
    const gateway = this.store.gateway(request.required("VpnGatewayId"));
    request.required("ClientIpPool");
    request.required("LocalSubnet");
    this.store.checkFree(gateway);
    if (!gateway.ssl) refuse("VpnGateway.SslVpnDisabled", "The VPN gateway has not enabled SSL VPN.");
    if (this.store.sslServers(gateway.VpnGatewayId).length > 0)
      refuse("SslVpnServer.AlreadyExist", "The SSL VPN server of specified vpn gateway already exists.");
    const settings = this.sslSettings(request, {
      Name: "",
      ClientIpPool: "",
      LocalSubnet: "",
      Proto: "TCP",
      Cipher: "AES-128-CBC",
      Port: 1194,
      Compress: false,
      EnableMultiFactorAuth: false,
      IDaaSInstanceId: "",
      IDaaSRegionId: "",
      IDaaSApplicationId: "",
    });
    this.checkSsl(gateway, settings, request.params);
    const server: SslServer = {
      kind: "sslServer",
      id: this.store.newId("vss"),
      VpnGatewayId: gateway.VpnGatewayId,
      createdAt: Date.now(),
      settings,
    };
    checkDryRun(request);
    const end = this.store.startTask(gateway);
    this.store.write(server, this.store.world.createdShownAt === "end" ? end : Date.now());
    return { SslVpnServerId: server.id, Name: settings.Name };
  }

  modifySslVpnServer(request: Request): Json {
    const id = request.required("SslVpnServerId");
    const server = this.store.sslServers().find((one) => one.id === id);
    if (server === undefined) return refuse("InvalidInstanceId.NotFound", "InstanceId is not found.");
    const gateway = this.store.gateway(server.VpnGatewayId);
    const base = { ...server.settings };
    const control = ["RegionId", "ClientToken", "SslVpnServerId", "DryRun", "Name"];
    const named = Object.keys(request.params).every((name) => control.includes(name));
    if (this.store.world.omittedCompress === "true" && !named) base.Compress = true;
    const settings = this.sslSettings(request, base);
    const unchanged = Object.keys(settings).every(
      (key) => key === "Name" || settings[key] === server.settings[key],
    );
    const { nameOnly } = this.store.world;
    const synchronous = nameOnly === "byValues" ? unchanged : nameOnly !== "asynchronous" && named;
    if (!synchronous || nameOnly === "refusedWhileBusy") this.store.checkFree(gateway);
    this.checkSsl(gateway, settings, request.params, id);
    checkDryRun(request);
    const end = synchronous ? 0 : this.store.startTask(gateway);
    this.store.write(
      { ...server, settings },
      this.store.world.changedShownAt === "end" ? Math.max(end, Date.now()) : Date.now(),
    );
    const answer = this.describedSsl({ ...server, settings });
    return Object.fromEntries(Object.entries(answer).filter(([name]) => name !== "IDaaSRegionId"));
  }

  describedSsl(server: SslServer): Json {
    const gateway = this.store.gateway(server.VpnGatewayId);
    const { settings } = server;
    return {
      SslVpnServerId: server.id,
      VpnGatewayId: server.VpnGatewayId,
      RegionId: this.store.region,
      ...settings,
      InternetIp: gateway.addresses[gateway.tunnels === 2 ? 2 : 0],
      MaxConnections: gateway.sslMaxConnections,
      Connections: 0,
      CreateTime: this.store.time(server.createdAt),
      ResourceGroupId: "rg-secondfake",
      ...(settings.IDaaSApplicationId === "" ? {} : { IDaaSInstanceVersion: "EIAM 2.0" }),
    };
  }

  describeSslVpnServers(request: Request): Json {
    const id = request.text("SslVpnServerId");
    const gatewayId = request.text("VpnGatewayId");
    const name = request.text("Name");
    const lag = id === undefined ? this.store.world.listLagMs : this.store.world.describeLagMs;
    const rows = this.store
      .shown("sslServer", lag)
      .flatMap((one) => (one.kind === "sslServer" ? [one] : []))
      .filter((one) => id === undefined || one.id === id)
      .filter((one) => gatewayId === undefined || one.VpnGatewayId === gatewayId)
      .filter((one) => name === undefined || one.settings.Name === name)
      .map((one) => this.describedSsl(one));
    const { rows: SslVpnServer, ...rest } = page(request, rows);
    return { ...rest, SslVpnServers: { SslVpnServer } };
  }

  deleteSslVpnServer(request: Request): Json {
    const id = request.required("SslVpnServerId");
    const server = this.store.sslServers().find((one) => one.id === id);
    return this.store.remove(server ?? refuse("InvalidSslVpnServerId.NotFound", undefined, 404));
  }
}
