import type { Tags } from "./resources";
import type { World } from "./world";

/** One kind of resource that carries tags. SSL servers don't. */
export interface TaggedKind {
  find(world: World, id: string, region: string): Tags | undefined;
  all(world: World, region: string): [id: string, tags: Tags][];
  set(world: World, id: string, tags: Tags): void;
}

interface Located {
  RegionId: string;
  Tags: Tags;
}

const inRegion = (resource: Located | undefined, region: string) =>
  resource?.RegionId === region ? resource.Tags : undefined;

const entries = <T extends Located>(resources: Iterable<T>, region: string, id: (one: T) => string) =>
  [...resources].filter((one) => one.RegionId === region).map((one): [string, Tags] => [id(one), one.Tags]);

/**
 * The resource types of the tag operations, as they are compared: in capitals, as case doesn't matter (sdk model).
 * VPNGATEWAY is in the SDK's list; other tools send the other two.
 */
export const taggedKinds: Readonly<Record<string, TaggedKind>> = {
  VPNGATEWAY: {
    find: (world, id, region) => inRegion(world.gateways.get(id), region),
    all: (world, region) => entries(world.gateways.values(), region, (one) => one.VpnGatewayId),
    set(world, id, tags) {
      world.gateway(id).Tags = tags;
    },
  },
  VPNCONNECTION: {
    find: (world, id, region) => inRegion(world.vpnConnections.get(id), region),
    all: (world, region) => entries(world.vpnConnections.allVisible(), region, (one) => one.VpnConnectionId),
    set(world, id, tags) {
      world.vpnConnections.amend(id, (connection) => ({ ...connection, Tags: tags }));
    },
  },
  CUSTOMERGATEWAY: {
    find: (world, id, region) => inRegion(world.customerGateways.get(id), region),
    all: (world, region) => entries(world.customerGateways.values(), region, (one) => one.CustomerGatewayId),
    set(world, id, tags) {
      const customerGateway = world.customerGateways.get(id);
      if (customerGateway !== undefined) customerGateway.Tags = tags;
    },
  },
};
