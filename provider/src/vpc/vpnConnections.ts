import type { Properties } from "../properties";
import type { Call } from "./calls";
import { ApiError } from "./errors";
import { createdId, pagesOf } from "./mapping";
import { outputs, parameters, tunnelParameters } from "./vpnConnectionMapping";

type Models = typeof import("@alicloud/vpc20160428");

/** A connection in a listing: who it is, and since when. */
export interface ListedConnection {
  readonly id: string;
  readonly name: string;
  readonly createTime?: number;
}

/** Create-, Modify-, Delete- and DescribeVpnConnection(s), and the tags of connections. */
export interface VpnConnectionsApi {
  /** The connection, or undefined where there is none. */
  vpnConnection(id: string): Promise<Properties | undefined>;
  vpnConnections(filter: {
    vpnGatewayId?: string;
    tag?: { key: string; value: string };
  }): Promise<ListedConnection[]>;
  /** @returns the id of the new connection */
  createVpnConnection(
    args: Properties,
    tags: Readonly<Record<string, string>>,
    clientToken: string,
  ): Promise<string>;
  modifyVpnConnection(id: string, args: Properties, clientToken: string): Promise<void>;
  deleteVpnConnection(id: string, clientToken: string): Promise<void>;
  tagVpnConnection(id: string, tags: Readonly<Record<string, string>>): Promise<void>;
  untagVpnConnection(id: string, keys: readonly string[]): Promise<void>;
}

const tagList = (tags: Readonly<Record<string, string>>) =>
  Object.entries(tags).map(([key, value]) => ({ key, value }));

/** ResourceType of connections in TagResources and UntagResources. */
const RESOURCE_TYPE = "VPNCONNECTION";

export function vpnConnectionsApi(call: Call, regionId: string): VpnConnectionsApi {
  return { ...reading(call, regionId), ...writing(call, regionId), ...tagging(call, regionId) };
}

function reading(call: Call, regionId: string): Pick<VpnConnectionsApi, "vpnConnection" | "vpnConnections"> {
  return {
    vpnConnection: async (vpnConnectionId) => {
      try {
        const body = await call("DescribeVpnConnection", "read", ({ sdk, models }) =>
          sdk.describeVpnConnection(new models.DescribeVpnConnectionRequest({ regionId, vpnConnectionId })),
        );
        return { regionId, ...outputs(body) };
      } catch (error) {
        if (error instanceof ApiError && error.kind === "gone") return undefined;
        throw error;
      }
    },
    vpnConnections: ({ vpnGatewayId, tag }) =>
      pagesOf(async (page) => {
        const body = await call("DescribeVpnConnections", "read", ({ sdk, models }) => {
          const tags = tag === undefined ? {} : { tag: [new models.DescribeVpnConnectionsRequestTag(tag)] };
          return sdk.describeVpnConnections(
            new models.DescribeVpnConnectionsRequest({ regionId, vpnGatewayId, ...tags, ...page }),
          );
        });
        const items = body.vpnConnections?.vpnConnection ?? [];
        return { items, total: body.totalCount };
      }).then((items) => items.filter((item) => bears(item, tag)).map(listed)),
  };
}

type Listed = InstanceType<Models["DescribeVpnConnectionsResponseBodyVpnConnectionsVpnConnection"]>;

/** Looked at here too: a service that passes over the filter would hand us somebody else's connections. */
function bears({ tag: tags }: Listed, wanted: { key: string; value: string } | undefined): boolean {
  return (
    wanted === undefined ||
    (tags?.tag ?? []).some(({ key, value }) => key === wanted.key && value === wanted.value)
  );
}

const listed = (item: Listed): ListedConnection => ({
  id: item.vpnConnectionId ?? "",
  name: item.name ?? "",
  createTime: item.createTime,
});

function writing(
  call: Call,
  regionId: string,
): Pick<VpnConnectionsApi, "createVpnConnection" | "modifyVpnConnection" | "deleteVpnConnection"> {
  return {
    createVpnConnection: async (args, tags, clientToken) => {
      const { vpnGatewayId, customerGatewayId } = args;
      const body = await call("CreateVpnConnection", "write", ({ sdk, models }) => {
        const request = { regionId, clientToken, vpnGatewayId, customerGatewayId, ...parameters(args) };
        const tunnelOptionsSpecification = tunnelParameters(args).map(
          (tunnel) => new models.CreateVpnConnectionRequestTunnelOptionsSpecification(tunnel),
        );
        const tagModels = tagList(tags).map((tag) => new models.CreateVpnConnectionRequestTags(tag));
        return sdk.createVpnConnection(
          new models.CreateVpnConnectionRequest({ ...request, tags: tagModels, tunnelOptionsSpecification }),
        );
      });
      return createdId("CreateVpnConnection", body.vpnConnectionId);
    },
    modifyVpnConnection: async (vpnConnectionId, args, clientToken) => {
      await call("ModifyVpnConnectionAttribute", "write", ({ sdk, models }) => {
        const tunnelOptionsSpecification = tunnelParameters(args).map(
          (tunnel) => new models.ModifyVpnConnectionAttributeRequestTunnelOptionsSpecification(tunnel),
        );
        const request = { regionId, vpnConnectionId, clientToken, ...parameters(args) };
        return sdk.modifyVpnConnectionAttribute(
          new models.ModifyVpnConnectionAttributeRequest({ ...request, tunnelOptionsSpecification }),
        );
      });
    },
    deleteVpnConnection: async (vpnConnectionId, clientToken) => {
      await call("DeleteVpnConnection", "write", ({ sdk, models }) =>
        sdk.deleteVpnConnection(
          new models.DeleteVpnConnectionRequest({ regionId, vpnConnectionId, clientToken }),
        ),
      );
    },
  };
}

function tagging(
  call: Call,
  regionId: string,
): Pick<VpnConnectionsApi, "tagVpnConnection" | "untagVpnConnection"> {
  const common = { regionId, resourceType: RESOURCE_TYPE };
  return {
    tagVpnConnection: async (id, tags) => {
      await call("TagResources", "repeatable", ({ sdk, models }) =>
        sdk.tagResources(
          new models.TagResourcesRequest({
            ...common,
            resourceId: [id],
            tag: tagList(tags).map((tag) => new models.TagResourcesRequestTag(tag)),
          }),
        ),
      );
    },
    untagVpnConnection: async (id, keys) => {
      await call("UnTagResources", "repeatable", ({ sdk, models }) =>
        sdk.unTagResources(
          new models.UnTagResourcesRequest({ ...common, resourceId: [id], tagKey: [...keys] }),
        ),
      );
    },
  };
}
