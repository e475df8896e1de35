import type { Tags } from "./resources";
import type { Account } from "./account";

/** One kind of resource that carries tags. SSL servers don't. */
export interface TaggedKind {
  find(account: Account, id: string, region: string): Tags | undefined;
  all(account: Account, region: string): [id: string, tags: Tags][];
  set(account: Account, id: string, tags: Tags): void;
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
    find: (account, id, region) => inRegion(account.gateways.get(id), region),
    all: (account, region) => entries(account.gateways.values(), region, (one) => one.VpnGatewayId),
    set(account, id, tags) {
      account.gateway(id).Tags = tags;
    },
  },
  VPNCONNECTION: {
    find: (account, id, region) => inRegion(account.vpnConnections.get(id), region),
    all: (account, region) =>
      entries(account.vpnConnections.allVisible("tags"), region, (one) => one.VpnConnectionId),
    set(account, id, tags) {
      account.vpnConnections.amend(id, (connection) => ({ ...connection, Tags: tags }));
    },
  },
  CUSTOMERGATEWAY: {
    find: (account, id, region) => inRegion(account.customerGateways.get(id), region),
    all: (account, region) =>
      entries(account.customerGateways.allVisible("tags"), region, (one) => one.CustomerGatewayId),
    set(account, id, tags) {
      account.customerGateways.amend(id, (one) => ({ ...one, Tags: tags }));
    },
  },
};
