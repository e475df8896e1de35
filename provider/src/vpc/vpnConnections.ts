import { type Properties, isRecord } from "../properties";
import { trees, vpnConnection } from "../resources/vpnConnection/definition";
import { outputsOf, readCsv, readNumber, requestOf } from "../schema/mapping";
import type { Call } from "./calls";
import type { Client } from "./client";
import { dryRun } from "./dryRun";
import { ApiError } from "./errors";
import { type Page, createdId, isAbout, pagesOf } from "./answers";

type Models = typeof import("@alicloud/vpc20160428");

/** A connection in a listing: who it is, and what it carries between whom. What the service doesn't tell is undefined. */
export interface ListedConnection {
  readonly id: string;
  readonly name?: string;
  readonly vpnGatewayId?: string;
  readonly mode?: "single" | "dual";
  /** Customer gateways of the connection or of its tunnels, in the order of the tunnels. */
  readonly peers?: readonly string[];
  readonly localSubnets?: readonly string[];
  readonly remoteSubnets?: readonly string[];
  /** As described: it tells a person how old it is, and decides nothing. */
  readonly createTime?: number;
  readonly tags: Readonly<Record<string, string>>;
}

/** Create-, Modify-, Delete- and DescribeVpnConnection(s), and the tags of connections. */
export interface VpnConnectionsApi {
  /** The connection, or undefined where there is none: a code that says so, or an answer that tells nothing. */
  vpnConnection(id: string): Promise<Properties | undefined>;
  /** Those of the region, or of one of its gateways. */
  vpnConnections(filter?: { vpnGatewayId: string }): Promise<ListedConnection[]>;
  createVpnConnection(
    args: Properties,
    tags: Readonly<Record<string, string>>,
    clientToken: string,
  ): Promise<string>;
  /** Asks what a create would be answered, without a token; sent once. Rejected with what would refuse it. */
  dryCreateVpnConnection(args: Properties, tags: Readonly<Record<string, string>>): Promise<void>;
  modifyVpnConnection(id: string, args: Properties, clientToken: string): Promise<void>;
  deleteVpnConnection(id: string, clientToken: string): Promise<void>;
  /** Not repeated where its answer was lost: what was sent first may arrive last. */
  tagVpnConnection(id: string, tags: Readonly<Record<string, string>>): Promise<void>;
  /** A mark is `repeatable`: taken off once more, it isn't there either. */
  untagVpnConnection(id: string, keys: readonly string[], intent?: "repeatable" | "write"): Promise<void>;
}

const tagList = (tags: Readonly<Record<string, string>>) =>
  Object.entries(tags).map(([key, value]) => ({ key, value }));

/** ResourceType of connections in TagResources and UntagResources. */
const RESOURCE_TYPE = "VPNCONNECTION";

export function vpnConnectionsApi(call: Call, regionId: string): VpnConnectionsApi {
  return { ...reading(call, regionId), ...writing(call, regionId), ...tagging(call, regionId) };
}

const tunnelsOf = ({ tunnelOptionsSpecification: tunnels }: Properties) =>
  Array.isArray(tunnels) ? tunnels.filter(isRecord) : [];

/** A create as the SDK takes it; `how` is its token, or that it is a dry run. */
function creation(
  { sdk, models }: Client,
  args: Properties,
  tags: Readonly<Record<string, string>>,
  how: { regionId: string; clientToken?: string; dryRun?: boolean },
) {
  const request = requestOf(vpnConnection.arguments, args, "create");
  const tunnelOptionsSpecification = tunnelsOf(request).map(
    (tunnel) => new models.CreateVpnConnectionRequestTunnelOptionsSpecification(tunnel),
  );
  const tagModels = tagList(tags).map((tag) => new models.CreateVpnConnectionRequestTags(tag));
  return sdk.createVpnConnection(
    new models.CreateVpnConnectionRequest({
      ...request,
      ...how,
      tags: tagModels,
      tunnelOptionsSpecification,
    }),
  );
}

function reading(call: Call, regionId: string): Pick<VpnConnectionsApi, "vpnConnection" | "vpnConnections"> {
  const listing = async (filter: { vpnGatewayId?: string }, page: Page) => {
    const body = await call("DescribeVpnConnections", "read", ({ sdk, models }) =>
      sdk.describeVpnConnections(new models.DescribeVpnConnectionsRequest({ regionId, ...filter, ...page })),
    );
    return { items: (body.vpnConnections?.vpnConnection ?? []).map(listed), total: body.totalCount };
  };
  return {
    vpnConnection: async (vpnConnectionId) => {
      try {
        const body = await call("DescribeVpnConnection", "read", ({ sdk, models }) =>
          sdk.describeVpnConnection(new models.DescribeVpnConnectionRequest({ regionId, vpnConnectionId })),
        );
        const isDual = (body.tunnelOptionsSpecification?.tunnelOptions ?? []).length > 0;
        const described = outputsOf(isDual ? trees.dual : trees.single, body);
        // The tags are always there.
        const isTold = Boolean(body.vpnConnectionId) || Object.keys(described).length > 1;
        return isTold ? { ...described, regionId, vpnConnectionId } : undefined;
      } catch (error) {
        if (error instanceof ApiError && error.kind === "notFound") return undefined;
        throw error;
      }
    },
    vpnConnections: async (filter) => {
      const all = await pagesOf((page) => listing(filter ?? {}, page));
      return all.filter((one) => one.id !== "" && (filter === undefined || isAbout(one, filter)));
    },
  };
}

type Listed = InstanceType<Models["DescribeVpnConnectionsResponseBodyVpnConnectionsVpnConnection"]>;

function listed(item: Listed): ListedConnection {
  const tunnels = item.tunnelOptionsSpecification?.tunnelOptions ?? [];
  const peers = [item.customerGatewayId, ...tunnels.map(({ customerGatewayId }) => customerGatewayId)];
  const single = item.customerGatewayId ? "single" : undefined;
  return {
    id: item.vpnConnectionId ?? "",
    name: item.name || undefined,
    vpnGatewayId: item.vpnGatewayId || undefined,
    mode: tunnels.length > 0 ? "dual" : single,
    peers: readCsv([...new Set(peers)].join(",")),
    localSubnets: readCsv(item.localSubnet),
    remoteSubnets: readCsv(item.remoteSubnet),
    createTime: readNumber(item.createTime),
    tags: Object.fromEntries((item.tag?.tag ?? []).map(({ key = "", value = "" }) => [key, value])),
  };
}

function writing(
  call: Call,
  regionId: string,
): Pick<
  VpnConnectionsApi,
  "createVpnConnection" | "dryCreateVpnConnection" | "modifyVpnConnection" | "deleteVpnConnection"
> {
  return {
    createVpnConnection: async (args, tags, clientToken) => {
      const { vpnConnectionId } = await call("CreateVpnConnection", "write", (client) =>
        creation(client, args, tags, { regionId, clientToken }),
      );
      return createdId("CreateVpnConnection", vpnConnectionId);
    },
    dryCreateVpnConnection: (args, tags) =>
      dryRun(
        "CreateVpnConnection",
        call("CreateVpnConnection", "once", (client) =>
          creation(client, args, tags, { regionId, dryRun: true }),
        ),
      ),
    modifyVpnConnection: async (vpnConnectionId, args, clientToken) => {
      await call("ModifyVpnConnectionAttribute", "write", ({ sdk, models }) => {
        const request = requestOf(vpnConnection.arguments, args, "modify");
        const tunnelOptionsSpecification = tunnelsOf(request).map(
          (tunnel) => new models.ModifyVpnConnectionAttributeRequestTunnelOptionsSpecification(tunnel),
        );
        const subject = { regionId, vpnConnectionId, clientToken };
        return sdk.modifyVpnConnectionAttribute(
          new models.ModifyVpnConnectionAttributeRequest({
            ...request,
            ...subject,
            tunnelOptionsSpecification,
          }),
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
      await call("TagResources", "write", ({ sdk, models }) =>
        sdk.tagResources(
          new models.TagResourcesRequest({
            ...common,
            resourceId: [id],
            tag: tagList(tags).map((tag) => new models.TagResourcesRequestTag(tag)),
          }),
        ),
      );
    },
    untagVpnConnection: async (id, keys, intent = "write") => {
      await call("UnTagResources", intent, ({ sdk, models }) =>
        sdk.unTagResources(
          new models.UnTagResourcesRequest({ ...common, resourceId: [id], tagKey: [...keys] }),
        ),
      );
    },
  };
}
