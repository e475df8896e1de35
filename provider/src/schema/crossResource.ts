import { type Failure, answer, refuse } from "./check";
import { type Block, blocksOverlap, parseBlock } from "./networks";
import type { Properties } from "../properties";

/** An id, or the output that will tell it: the same one twice is one thing, whether it is known yet or not. */
export type Identity = string | object;

/** A block of addresses, as the program wrote it. */
export interface Claim {
  readonly text: string;
  readonly block: Block;
}

/** What a resource of the program takes of what it shares with others. What isn't known, or isn't certain, is absent. */
export interface Footprint {
  /** For a person: `VpnConnection office`. */
  readonly label: string;
  /** The gateway that it stands on. */
  readonly gateway?: Identity;
  /** Addresses of SSL clients. */
  readonly clientPool?: Claim;
  /** Blocks that the service makes routes to. */
  readonly routes?: readonly Claim[];
}

/** A rule about two resources of one program. It speaks only of what is certain of both. */
export interface PairRule<Kind extends Footprint = Footprint> {
  /** Permanent id, such as `between.tunnelCidr`. */
  readonly id: string;
  /** The API's error code where both are sent all the same, if a page names one. */
  readonly code?: string;
  /** Where the two break it, and why. They come in the order of their labels, so the words do too. */
  readonly breaks: (one: Kind, other: Kind) => readonly Pick<Failure, "path" | "reason">[];
}

/** Rules whose breach is refused, and those whose breach is only told. */
export interface RulesOfPair<Kind extends Footprint = Footprint> {
  readonly refused: readonly PairRule<Kind>[];
  readonly warned: readonly PairRule<Kind>[];
}

/** How a class of resources gets on with the others of a program. */
export interface CrossResourceRules {
  /** What the resource takes. `identityAt` gives what an argument names, known or not. */
  readonly footprint: (
    label: string,
    inputs: Properties,
    identityAt: (path: string) => Identity | undefined,
  ) => Footprint;
  /** For two of the class on one gateway. */
  readonly onOneGateway: RulesOfPair;
}

/** The rules of one class see the footprints that the class itself has made. */
export function crossResourceRules<Kind extends Footprint>(
  footprint: (...given: Parameters<CrossResourceRules["footprint"]>) => Kind,
  onOneGateway: RulesOfPair<Kind>,
): CrossResourceRules {
  return { footprint, onOneGateway: onOneGateway as unknown as RulesOfPair };
}

/** Every breach of the rules by two that are in order. */
export function breaches(
  rules: readonly PairRule[],
  [one, other]: readonly [Footprint, Footprint],
): Failure[] {
  const found: Failure[] = [];
  for (const { id, code, breaks } of rules) {
    for (const { path, reason } of breaks(one, other))
      found.push(refuse(path, id, `${reason}${answer(code)}`));
  }
  return found;
}

/** The same two in the same order, whichever comes second. */
export function inOrder([one, other]: readonly [Footprint, Footprint]): readonly [Footprint, Footprint] {
  return one.label <= other.label ? [one, other] : [other, one];
}

export function claim(text: string | undefined): Claim | undefined {
  const block = parseBlock(text ?? "");
  return text === undefined || block === undefined ? undefined : { text, block };
}

export function claims(texts: readonly string[] | undefined): Claim[] {
  return (texts ?? []).map(claim).filter((found) => found !== undefined);
}

/** The first pair of blocks, one of each side, that have an address in common. */
export function common(
  some: readonly Claim[],
  others: readonly Claim[],
): readonly [Claim, Claim] | undefined {
  for (const one of some) {
    const met = others.find(({ block }) => blocksOverlap(one.block, block));
    if (met !== undefined) return [one, met];
  }
  return undefined;
}

const contains = (outer: Block, inner: Block) => outer.first <= inner.first && inner.last <= outer.last;

/** An SSL server's pool and the routes of a connection, whichever of the two is which. */
const poolAndRoute = (meets: (pool: Block, route: Block) => boolean, words: string): PairRule["breaks"] => {
  const speak = ({ clientPool }: Footprint, { routes = [] }: Footprint) =>
    routes
      .filter(({ block }) => clientPool !== undefined && meets(clientPool.block, block))
      .map(({ text }) => ({
        path: "",
        reason: `clientIpPool ${clientPool?.text ?? ""} and remoteSubnets ${text} ${words}`,
      }));
  return (one, other) => [...speak(one, other), ...speak(other, one)];
};

/**
 * An SSL server and a connection on one gateway. "The specified route entry has conflict with SSL client"
 * (ModifyVpnConnectionAttribute); a pool that contains the destination of a route is refused too (CreateSslVpnServer).
 * A route that is wider than the pool leaves the clients' own, which is the more exact one, in force: nobody says
 * that the service refuses it.
 */
export const poolAndRoutes: RulesOfPair = {
  refused: [
    {
      id: "between.clientIpPool.route",
      code: "VpnRouteEntry.ConflictSSL",
      breaks: poolAndRoute(
        contains,
        "conflict: the gateway can't have a route to addresses of its SSL clients",
      ),
    },
  ],
  warned: [
    {
      id: "between.clientIpPool.withinRoute",
      breaks: poolAndRoute(
        (pool, route) => contains(route, pool) && !contains(pool, route),
        "overlap: the site can't use the addresses of the SSL clients, and the service may answer VpnRouteEntry.ConflictSSL",
      ),
    },
  ],
};

/**
 * "Client IP pool conflict with other SSL VPN server in the same VPC" (CreateSslVpnServer). Arguments don't tell a
 * gateway's VPC, so this is no failure.
 */
export const poolsApart: RulesOfPair = {
  refused: [],
  warned: [
    {
      id: "between.clientIpPool.overlap",
      breaks: ({ clientPool: one }, { clientPool: other }) => {
        if (one === undefined || other === undefined || !blocksOverlap(one.block, other.block)) return [];
        const reason = `${one.text} and ${other.text} overlap: the service answers IpConflict if the gateways are of one VPC`;
        return [{ path: "clientIpPool", reason }];
      },
    },
  ],
};
