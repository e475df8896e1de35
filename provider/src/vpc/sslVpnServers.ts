import type { Properties } from "../properties";
import { sslVpnServer } from "../resources/sslVpnServer/definition";
import { outputsOf, requestOf } from "../schema/mapping";
import type { Call } from "./calls";
import { dryRun } from "./dryRun";
import { ApiError } from "./errors";
import { createdId, isAbout, pagesOf } from "./answers";

type Models = typeof import("@alicloud/vpc20160428");
type Described = InstanceType<Models["DescribeSslVpnServersResponseBodySslVpnServersSslVpnServer"]>;

const { arguments: args, outputs } = sslVpnServer;
const tree = { ...args, ...outputs };

/** What the service describes. Its region is the one that was asked, whatever it says. */
const described = (regionId: string, server: Described): Properties => ({
  ...outputsOf(tree, server),
  ...(server.sslVpnServerId ? { sslVpnServerId: server.sslVpnServerId } : {}),
  regionId,
});

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
      items: (body.sslVpnServers?.sslVpnServer ?? []).map((server) => described(regionId, server)),
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
    dryCreateSslVpnServer: (inputs) =>
      dryRun(
        "CreateSslVpnServer",
        call("CreateSslVpnServer", "once", ({ sdk, models }) =>
          sdk.createSslVpnServer(
            new models.CreateSslVpnServerRequest({ ...requestOf(args, inputs, "create"), ...common }),
          ),
        ),
      ),
    dryModifySslVpnServer: (sslVpnServerId, changed) =>
      dryRun(
        "ModifySslVpnServer",
        call("ModifySslVpnServer", "once", ({ sdk, models }) =>
          sdk.modifySslVpnServer(
            new models.ModifySslVpnServerRequest({
              ...requestOf(args, changed, "modify"),
              ...common,
              sslVpnServerId,
            }),
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
    createSslVpnServer: async (inputs, clientToken) => {
      const body = await call("CreateSslVpnServer", "write", ({ sdk, models }) =>
        sdk.createSslVpnServer(
          new models.CreateSslVpnServerRequest({
            ...requestOf(args, inputs, "create"),
            regionId,
            clientToken,
          }),
        ),
      );
      return createdId("CreateSslVpnServer", body.sslVpnServerId);
    },
    modifySslVpnServer: async (sslVpnServerId, changed, clientToken) => {
      await call("ModifySslVpnServer", "write", ({ sdk, models }) =>
        sdk.modifySslVpnServer(
          new models.ModifySslVpnServerRequest({
            ...requestOf(args, changed, "modify"),
            regionId,
            sslVpnServerId,
            clientToken,
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
