/** Homes that no definition tells: `own`, or `left out`, and why. The words beside them are Markdown. */
export type Noted = readonly [home: string, note: string];

const account =
  "addresses another account the way of years ago; RAM roles do that today (`alicloud:assumeRole`)";
const transitRouter = "only for connections attached to a transit router instead of a VPN gateway";
const asked = "the resource's `regionId` is the region that was asked";
const lookup = "servers are looked up by id or gateway";
const pages = "every page is read, 50 at a time";

/** By the property, wherever it stands. */
const everywhere: Readonly<Record<string, Noted>> = {
  ClientToken: ["own", "random for each operation, the same over its repetitions"],
  CrossAccountAuthorized: ["left out", transitRouter],
  Description: ["left out", "no operation sets or describes it"],
  DnsServers: ["left out", "no page or model says what it does"],
  DryRun: ["own", "sent by a preflight only, see docs/configuration.md"],
  OwnerAccount: ["left out", account],
  OwnerId: ["left out", account],
  RequestId: ["left out", "of one call; errors carry it"],
  ResourceOwnerAccount: ["left out", account],
  ResourceOwnerId: ["left out", account],
  Role: ["own", "the key in `tunnels`: `master` or `slave`"],
  SslVpnServerId: ["id", ""],
  TransitRouterId: ["left out", transitRouter],
  TransitRouterName: ["left out", transitRouter],
  TunnelBandwidth: [
    "left out",
    "not documented beyond its example `Standard`, and no operation here sets it",
  ],
  VpnConnectionId: ["id", ""],
  AttachType: ["left out", "always `VPNGW` for a connection on a VPN gateway"],
  AttachInstanceId: ["left out", `the CEN instance: ${transitRouter}`],
  AuthKey: ["left out", "a credential that this package neither sets nor stores"],
  TunnelIndex: [
    "left out",
    "tells the tunnels of a transit router's connection apart; on a VPN gateway `Role` does",
  ],
  TunnelId: ["own", "the output `tunnelStatus.<role>.tunnelId`, sent with each change of a tunnel"],
};

const describeServers = {
  request: {
    Name: ["left out", lookup],
    PageNumber: ["own", pages],
    PageSize: ["own", pages],
    RegionId: ["own", "the resource's `regionId`"],
    ResourceGroupId: ["left out", lookup],
    SslVpnServerId: ["own", "to look at one server"],
    VpnGatewayId: [
      "own",
      "to ask, before and after a create whose answer was lost, which servers the gateway has",
    ],
  },
  response: {
    PageNumber: ["left out", "repeats the request"],
    PageSize: ["left out", "repeats the request"],
    RegionId: ["left out", asked],
    TotalCount: ["own", "tells when every page is read"],
  },
} as const;

const ofRegion: Noted = ["own", "the resource's `regionId`"];
const keptRegion: Noted = ["own", "the resource's `regionId`, which a modify can't change"];

/** By the property in one operation's request or response. */
const particular: Readonly<Record<string, Readonly<Record<string, Noted>>>> = {
  "DescribeSslVpnServers: request": describeServers.request,
  "DescribeSslVpnServers: response": describeServers.response,
  "ModifySslVpnServer: request": { RegionId: keptRegion },
  "ModifyVpnConnectionAttribute: request": { RegionId: keptRegion },
  "ModifySslVpnServer: response": { RegionId: ["left out", asked] },
  "DeleteSslVpnServer: request": { RegionId: ofRegion },
  "DeleteVpnConnection: request": { RegionId: ofRegion },
  "DescribeVpnConnection: request": { RegionId: ofRegion },
};

/** What a definition doesn't tell of a property; undefined where nobody has said it. */
export function noted(section: string, property: string): Noted | undefined {
  const name = property.split(".").at(-1) ?? "";
  return particular[section]?.[name] ?? everywhere[name];
}

/** What there is to say of a property that has a home. */
export const remarks: Readonly<Record<string, string>> = {
  "VcoHealthCheck.Policy": "of a check that is enabled",
  "VcoHealthCheck.Status": "of a check that is enabled",
};
