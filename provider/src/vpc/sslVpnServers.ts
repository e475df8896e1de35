import type { Properties } from "../properties";
import type { Call } from "./calls";
import { dryRun } from "./dryRun";
import { ApiError } from "./errors";
import { boolean, createdId, isAbout, omitEmpty, joinCsv, number, pagesOf, splitCsv } from "./mapping";

type Models = typeof import("@alicloud/vpc20160428");
type Described = InstanceType<Models["DescribeSslVpnServersResponseBodySslVpnServersSslVpnServer"]>;

/** The request's parameters, by the names of the arguments. */
function parameters(args: Properties) {
  return omitEmpty({
    name: args.name,
    clientIpPool: args.clientIpPool,
    localSubnet: joinCsv(args.localSubnets),
    proto: args.protocol,
    cipher: args.cipher,
    port: args.port,
    compress: args.compress,
    enableMultiFactorAuth: args.enableMultiFactorAuth,
    IDaaSInstanceId: args.idaasInstanceId,
    IDaaSRegionId: args.idaasRegionId,
    IDaaSApplicationId: args.idaasApplicationId,
  });
}

/** What the service describes, by the names of the outputs. Its region is the one that was asked, whatever it says. */
function outputs(regionId: string, server: Described): Properties {
  return omitEmpty({
    regionId,
    sslVpnServerId: server.sslVpnServerId,
    vpnGatewayId: server.vpnGatewayId,
    name: server.name,
    clientIpPool: server.clientIpPool,
    localSubnets: splitCsv(server.localSubnet),
    protocol: server.proto,
    cipher: server.cipher,
    port: number(server.port),
    compress: boolean(server.compress),
    enableMultiFactorAuth: boolean(server.enableMultiFactorAuth),
    idaasInstanceId: server.IDaaSInstanceId,
    idaasRegionId: server.IDaaSRegionId,
    idaasApplicationId: server.IDaaSApplicationId,
    idaasInstanceVersion: server.IDaaSInstanceVersion,
    internetIp: server.internetIp,
    connections: number(server.connections),
    maxConnections: number(server.maxConnections),
    createTime: number(server.createTime),
    resourceGroupId: server.resourceGroupId,
  });
}

/** CreateSslVpnServer, ModifySslVpnServer, DeleteSslVpnServer, DescribeSslVpnServers. */
export interface SslVpnServersApi {
  /** Servers of a gateway, or the one of an id: an empty list where there is none. */
  sslVpnServers(filter: { vpnGatewayId: string } | { sslVpnServerId: string }): Promise<Properties[]>;
  /** @returns the id of the new server */
  createSslVpnServer(args: Properties, clientToken: string): Promise<string>;
  modifySslVpnServer(id: string, args: Properties, clientToken: string): Promise<void>;
  deleteSslVpnServer(id: string, clientToken: string): Promise<void>;
  /** Asks what a create would be answered, without a token; sent once. Rejected with what would refuse it. */
  dryCreateSslVpnServer(args: Properties): Promise<void>;
  /** The same of a modify. */
  dryModifySslVpnServer(id: string, args: Properties): Promise<void>;
}

function serversByPages(
  call: Call,
  regionId: string,
  filter: { vpnGatewayId: string } | { sslVpnServerId: string },
): Promise<Properties[]> {
  return pagesOf(async (page) => {
    const body = await call("DescribeSslVpnServers", "read", ({ sdk, models }) =>
      sdk.describeSslVpnServers(new models.DescribeSslVpnServersRequest({ regionId, ...filter, ...page })),
    );
    return {
      items: (body.sslVpnServers?.sslVpnServer ?? []).map((server) => outputs(regionId, server)),
      total: body.totalCount,
    };
  });
}

/** Without a token: that of the real request must not be used up. */
function dryRuns(
  call: Call,
  regionId: string,
): Pick<SslVpnServersApi, "dryCreateSslVpnServer" | "dryModifySslVpnServer"> {
  const common = { regionId, dryRun: true };
  return {
    dryCreateSslVpnServer: (args) =>
      dryRun(
        "CreateSslVpnServer",
        call("CreateSslVpnServer", "once", ({ sdk, models }) =>
          sdk.createSslVpnServer(
            new models.CreateSslVpnServerRequest({
              ...common,
              vpnGatewayId: args.vpnGatewayId,
              ...parameters(args),
            }),
          ),
        ),
      ),
    dryModifySslVpnServer: (sslVpnServerId, args) =>
      dryRun(
        "ModifySslVpnServer",
        call("ModifySslVpnServer", "once", ({ sdk, models }) =>
          sdk.modifySslVpnServer(
            new models.ModifySslVpnServerRequest({ ...common, sslVpnServerId, ...parameters(args) }),
          ),
        ),
      ),
  };
}

export function sslVpnServersApi(call: Call, regionId: string): SslVpnServersApi {
  return {
    ...dryRuns(call, regionId),
    sslVpnServers: async (filter) => {
      try {
        return (await serversByPages(call, regionId, filter)).filter((server) => isAbout(server, filter));
      } catch (error) {
        // The page has an empty list for an id that is gone; others have seen the code.
        if (error instanceof ApiError && error.kind === "notFound") return [];
        throw error;
      }
    },
    createSslVpnServer: async (args, clientToken) => {
      const vpnGatewayId = args.vpnGatewayId;
      const body = await call("CreateSslVpnServer", "write", ({ sdk, models }) =>
        sdk.createSslVpnServer(
          new models.CreateSslVpnServerRequest({ regionId, vpnGatewayId, clientToken, ...parameters(args) }),
        ),
      );
      return createdId("CreateSslVpnServer", body.sslVpnServerId);
    },
    modifySslVpnServer: async (sslVpnServerId, args, clientToken) => {
      await call("ModifySslVpnServer", "write", ({ sdk, models }) =>
        sdk.modifySslVpnServer(
          new models.ModifySslVpnServerRequest({
            regionId,
            sslVpnServerId,
            clientToken,
            ...parameters(args),
          }),
        ),
      );
    },
    deleteSslVpnServer: async (sslVpnServerId, clientToken) => {
      await call("DeleteSslVpnServer", "write", ({ sdk, models }) =>
        sdk.deleteSslVpnServer(
          new models.DeleteSslVpnServerRequest({ regionId, sslVpnServerId, clientToken }),
        ),
      );
    },
  };
}
