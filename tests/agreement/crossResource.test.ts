import fc from "fast-check";
import type { Properties } from "../../provider/src/properties";
import { getPath } from "../../provider/src/properties";
import { type Footprint, breaches, inOrder, poolAndRoutes } from "../../provider/src/schema/crossResource";
import { sslVpnServer } from "../../provider/src/resources/sslVpnServer/definition";
import { vpnConnection } from "../../provider/src/resources/vpnConnection/definition";
import { gateways } from "./support/gateways";
import { type Laboratory, accountInProcess } from "./support/inProcess";
import { brokenRules } from "./support/ledger";
import { createConnection, createServer } from "./support/requests";
import { seed } from "./support/tally";
import { verdictOf } from "./support/verdict";

type Kind = "server" | "single" | "dual";
type One = readonly [kind: Kind, args: Properties];

let laboratory: Laboratory;

beforeAll(() => {
  laboratory = accountInProcess();
});

const oneOf = <T>(...values: T[]) => fc.constantFrom(...values);
const peer = oneOf("cgw-1", "cgw-2");
const blocks = (...all: string[]) => fc.uniqueArray(oneOf(...all), { minLength: 1, maxLength: 2 });
const ike = fc.record({
  psk: oneOf("one", "two"),
  // IKEv1 would forbid several blocks.
  ikeVersion: oneOf("ikev2"),
  ikePfs: oneOf("group2", "group14"),
  ikeLifetime: oneOf<number | string>(86400, "86400", 3600),
});
/** As one who means well sets them: all the same, so that the other rules get their turn. */
const peaceful = fc.constant({ psk: "one", ikeVersion: "ikev2", ikePfs: "group2", ikeLifetime: 86400 });
const anyIke = fc.oneof({ weight: 3, arbitrary: peaceful }, { weight: 1, arbitrary: ike });
const cidr = fc.integer({ min: 10, max: 17 }).map((third) => `169.254.${third}.0/30`);
const subnets = {
  localSubnets: blocks("10.1.0.0/16", "10.1.2.0/24", "10.2.0.0/16"),
  remoteSubnets: blocks("192.168.1.0/24", "192.168.0.0/16", "10.250.0.0/24", "10.9.0.0/24"),
};

const single = fc.record({
  ...subnets,
  customerGatewayId: peer,
  ikeConfig: anyIke,
  autoConfigRoute: oneOf(true, false),
  bgpConfig: fc.record({
    enableBgp: oneOf(true, true, false),
    tunnelCidr: cidr,
    localAsn: fc.constant(65530),
  }),
});
const tunnel = fc.record({
  customerGatewayId: peer,
  ikeConfig: anyIke,
  bgpConfig: fc.record({ tunnelCidr: cidr, localAsn: fc.constant(65530) }),
});
const dual = fc.record({
  ...subnets,
  enableTunnelsBgp: oneOf(true, true, false),
  tunnels: fc.record({ master: tunnel, slave: tunnel }),
});
const server = fc.record({
  clientIpPool: oneOf("10.250.0.0/24", "10.250.0.0/25", "10.9.0.0/24", "10.251.0.0/24"),
  localSubnets: fc.constant(["10.100.0.0/16"]),
});

const of = (kind: Kind, args: fc.Arbitrary<Properties>): fc.Arbitrary<One> =>
  args
    .filter((one) => brokenRules(kind, { name: "n", vpnGatewayId: "vpn-1", ...one }).length === 0)
    .map((one) => [kind, one] as const);
const connections = (kind: "single" | "dual", args: fc.Arbitrary<Properties>) =>
  fc.tuple(of(kind, args), of(kind, args));
const pairs = fc.oneof(
  { weight: 3, arbitrary: connections("single", single) },
  { weight: 3, arbitrary: connections("dual", dual) },
  { weight: 2, arbitrary: fc.tuple(of("server", server), of("single", single)) },
  { weight: 1, arbitrary: fc.tuple(of("server", server), of("server", server)) },
);

const footprintOf = ([kind, args]: One, label: string, vpnGatewayId: string): Footprint => {
  const given = { ...args, vpnGatewayId };
  const identityAt = (path: string) => getPath(given, path) as string | undefined;
  const { footprint: make } = (kind === "server" ? sslVpnServer : vpnConnection).crossResource;
  return make(label, given, identityAt);
};

/** What the service answers to the second of the two. */
async function answer(first: One, second: One, vpnGatewayId: string): Promise<string | undefined> {
  const { simulator, sdk } = laboratory;
  const { sslVpnServers, vpnConnections } = simulator.inventory();
  for (const { SslVpnServerId } of sslVpnServers) simulator.remove(SslVpnServerId);
  for (const { VpnConnectionId } of vpnConnections) simulator.remove(VpnConnectionId);
  laboratory.forget();
  const create = ([kind, args]: One, name: string): Promise<string> =>
    (kind === "server" ? createServer : createConnection)(sdk, { name, ...args, vpnGatewayId });
  expect(await verdictOf(create(first, "first"))).toBeUndefined();
  return (await verdictOf(create(second, "second")))?.code;
}

it("two resources are refused where the service refuses one of them in some order, and only there", async () => {
  const counts = { refused: 0, warned: 0, accepted: 0 };
  const seen = new Set<string>();
  const property = fc.asyncProperty(pairs, async ([one, other]) => {
    const kinds = [one[0], other[0]];
    const gateway =
      gateways[kinds.includes("server") ? "server" : kinds.includes("dual") ? "dual" : "single"];
    const two = inOrder([footprintOf(one, "a", gateway), footprintOf(other, "b", gateway)]);
    const lists =
      one[0] === other[0] || !kinds.includes("server")
        ? (one[0] === "server" ? sslVpnServer : vpnConnection).crossResource.onOneGateway
        : poolAndRoutes;
    const [refused, warned] = [breaches(lists.refused, two), breaches(lists.warned, two)];
    const codes = [await answer(one, other, gateway), await answer(other, one, gateway)].filter(
      (code) => code !== undefined,
    );
    for (const { rule } of [...refused, ...warned]) seen.add(rule);
    counts[refused.length > 0 ? "refused" : warned.length > 0 ? "warned" : "accepted"] += 1;
    // Of a pool within a wider route the page says nothing; the simulator refuses it, so a warning is due.
    if (refused.length === 0 && warned.length > 0) return;
    expect([refused.map(({ rule }) => rule), codes.length > 0]).toEqual([
      expect.anything(),
      refused.length > 0,
    ]);
  });
  await fc.assert(property, { numRuns: 1000, seed, endOnFailure: true });
  console.info({ seed, ...counts });
  expect([...seen].sort()).toEqual([
    "between.bgp",
    "between.clientIpPool.route",
    "between.clientIpPool.withinRoute",
    "between.ike",
    "between.selectors",
    "between.sslServer",
    "between.tunnelCidr",
  ]);
  expect(Math.min(counts.refused, counts.accepted)).toBeGreaterThan(200);
}, 120_000);
