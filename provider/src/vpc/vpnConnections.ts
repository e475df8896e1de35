import type { Properties } from "../properties";
import type { Call } from "./calls";
import type { Client } from "./client";
import { dryRun } from "./dryRun";
import { ApiError } from "./errors";
import { PAGE_SIZE, type Page, createdId, isAbout, number, pagesOf, texts } from "./mapping";
import { outputs, parameters, tunnelParameters } from "./vpnConnectionMapping";

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

/** What the service answers to a create, with two times by its own clock. */
export interface CreatedConnection {
  readonly id: string;
  /** When it was made: long ago where an old answer is repeated. */
  readonly createTime?: number;
  /** When the answer was given, to the second. */
  readonly answeredAt?: number;
}

interface TagFilter {
  readonly key: string;
  readonly value: string;
}

/** Create-, Modify-, Delete- and DescribeVpnConnection(s), and the tags of connections. */
export interface VpnConnectionsApi {
  /** The connection, or undefined where there is none: a code that says so, or an answer that tells nothing. */
  vpnConnection(id: string): Promise<Properties | undefined>;
  vpnConnections(filter: { vpnGatewayId?: string; tag?: TagFilter }): Promise<ListedConnection[]>;
  /** All connections of the region. */
  allVpnConnections(): Promise<ListedConnection[]>;
  /** All connections of the region, where one page holds them; else undefined. */
  fewVpnConnections(): Promise<ListedConnection[] | undefined>;
  createVpnConnection(
    args: Properties,
    tags: Readonly<Record<string, string>>,
    clientToken: string,
  ): Promise<CreatedConnection>;
  /** Asks what a create would be answered, without a token; sent once. Rejected with what would refuse it. */
  dryCreateVpnConnection(args: Properties, tags: Readonly<Record<string, string>>): Promise<void>;
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

/** A create as the SDK takes it; `how` is its token, or that it is a dry run. */
function creation(
  { sdk, models }: Client,
  args: Properties,
  tags: Readonly<Record<string, string>>,
  how: { regionId: string; clientToken?: string; dryRun?: boolean },
) {
  const { vpnGatewayId, customerGatewayId } = args;
  const tunnelOptionsSpecification = tunnelParameters(args).map(
    (tunnel) => new models.CreateVpnConnectionRequestTunnelOptionsSpecification(tunnel),
  );
  const request = { ...how, vpnGatewayId, customerGatewayId, ...parameters(args) };
  const tagModels = tagList(tags).map((tag) => new models.CreateVpnConnectionRequestTags(tag));
  return sdk.createVpnConnection(
    new models.CreateVpnConnectionRequest({ ...request, tags: tagModels, tunnelOptionsSpecification }),
  );
}

function reading(
  call: Call,
  regionId: string,
): Pick<VpnConnectionsApi, "vpnConnection" | "vpnConnections" | "allVpnConnections" | "fewVpnConnections"> {
  const listing = async (filter: { vpnGatewayId?: string; tag?: TagFilter }, page: Page) => {
    const { vpnGatewayId, tag } = filter;
    const body = await call("DescribeVpnConnections", "read", ({ sdk, models }) => {
      const tags = tag === undefined ? {} : { tag: [new models.DescribeVpnConnectionsRequestTag(tag)] };
      return sdk.describeVpnConnections(
        new models.DescribeVpnConnectionsRequest({ regionId, vpnGatewayId, ...tags, ...page }),
      );
    });
    return { items: (body.vpnConnections?.vpnConnection ?? []).map(listed), total: body.totalCount };
  };
  const all = async (filter: { vpnGatewayId?: string; tag?: TagFilter }) =>
    (await pagesOf((page) => listing(filter, page))).filter(({ id }) => id !== "");
  return {
    vpnConnection: async (vpnConnectionId) => {
      try {
        const body = await call("DescribeVpnConnection", "read", ({ sdk, models }) =>
          sdk.describeVpnConnection(new models.DescribeVpnConnectionRequest({ regionId, vpnConnectionId })),
        );
        const described = outputs(body);
        // The tags are always there.
        return Object.keys(described).length > 1 ? { ...described, regionId, vpnConnectionId } : undefined;
      } catch (error) {
        if (error instanceof ApiError && error.kind === "notFound") return undefined;
        throw error;
      }
    },
    vpnConnections: async ({ vpnGatewayId, tag }) => {
      const found = await all({ vpnGatewayId, tag });
      return found.filter((one) => isAbout(one, { vpnGatewayId }) && bears(one, tag));
    },
    allVpnConnections: () => all({}),
    fewVpnConnections: async () => {
      const { items, total = Infinity } = await listing({}, { pageNumber: 1, pageSize: PAGE_SIZE });
      return items.length < PAGE_SIZE || total <= items.length ? items : undefined;
    },
  };
}

type Listed = InstanceType<Models["DescribeVpnConnectionsResponseBodyVpnConnectionsVpnConnection"]>;

/** Looked at here too: a service that passes over the filter would hand us somebody else's connections. */
function bears({ tags }: ListedConnection, wanted: TagFilter | undefined): boolean {
  if (wanted === undefined) return true;
  return tags[wanted.key] === wanted.value;
}

function listed(item: Listed): ListedConnection {
  const tunnels = item.tunnelOptionsSpecification?.tunnelOptions ?? [];
  const peers = [item.customerGatewayId, ...tunnels.map(({ customerGatewayId }) => customerGatewayId)];
  const single = item.customerGatewayId ? "single" : undefined;
  return {
    id: item.vpnConnectionId ?? "",
    name: item.name || undefined,
    vpnGatewayId: item.vpnGatewayId || undefined,
    mode: tunnels.length > 0 ? "dual" : single,
    peers: texts([...new Set(peers)].join(",")),
    localSubnets: texts(item.localSubnet),
    remoteSubnets: texts(item.remoteSubnet),
    createTime: number(item.createTime),
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
      let answeredAt = NaN;
      const { vpnConnectionId, createTime } = await call("CreateVpnConnection", "write", async (client) => {
        const answer = await creation(client, args, tags, { regionId, clientToken });
        answeredAt = Date.parse(answer.headers?.date ?? "");
        return answer;
      });
      const times = { createTime, answeredAt: Number.isNaN(answeredAt) ? undefined : answeredAt };
      return { id: createdId("CreateVpnConnection", vpnConnectionId), ...times };
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
