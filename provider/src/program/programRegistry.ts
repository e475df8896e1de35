import * as pulumi from "@pulumi/pulumi";
import {
  type RulesOfPair,
  type Identity,
  type CrossResourceRules,
  type Footprint,
  breaches,
  inOrder,
  poolAndRoutes,
  poolsApart,
} from "../schema/crossResource";
import { type Failure, describeFailure } from "../schema/check";

/** A resource that a program declares. */
export interface Declared {
  /** What its URN has beside stack and project. */
  readonly key: string;
  readonly kind: CrossResourceRules;
  readonly footprint: Footprint;
  /** Where its gateway is: two that are known and differ can't be in one VPC. */
  readonly home: Identity | undefined;
}

/** What a resource and others of its program have to be told of each other. */
export interface ConflictReport {
  readonly refused: readonly string[];
  readonly warned: readonly string[];
}

/** A mistake in a loop would fill the screen: of what is the matter with one resource, this many others are named. */
const MOST_TOLD = 5;

/**
 * The resources that one run of a program declares. Each is compared, once its arguments are known as well as they
 * can be, with those that were there before it: a pair is told of once, by whichever is known last.
 */
export class ProgramRegistry {
  /** What no message of this run may show: a message speaks of two resources. */
  readonly secrets = new Set<string>();
  private readonly all = new Map<string, Declared>();
  private readonly onGateway = new Map<Identity, Map<string, Declared>>();
  private readonly withPool = new Map<string, Declared>();

  /** Puts the resource in, and says what it and the others break together. */
  meet(newcomer: Declared): ConflictReport {
    this.leave(newcomer.key);
    const { gateway, clientPool } = newcomer.footprint;
    const neighbours = gateway === undefined ? [] : [...(this.onGateway.get(gateway)?.values() ?? [])];
    const elsewhere =
      clientPool === undefined ? [] : [...this.withPool.values()].filter((other) => mayMeet(newcomer, other));
    const reports = [
      ...neighbours.map((other) => judge(newcomer, other, rulesOf(newcomer, other))),
      ...elsewhere.map((other) => judge(newcomer, other, poolsApart)),
    ];
    this.enter(newcomer);
    return { refused: told(reports, "refused"), warned: told(reports, "warned") };
  }

  private enter(declared: Declared): void {
    const { gateway, clientPool } = declared.footprint;
    this.all.set(declared.key, declared);
    if (clientPool !== undefined) this.withPool.set(declared.key, declared);
    if (gateway === undefined) return;
    const there = this.onGateway.get(gateway) ?? new Map<string, Declared>();
    this.onGateway.set(gateway, there.set(declared.key, declared));
  }

  /** A URN that is declared again, as a test does, is not its own neighbour. */
  private leave(key: string): void {
    const gateway = this.all.get(key)?.footprint.gateway;
    if (gateway !== undefined) this.onGateway.get(gateway)?.delete(key);
    this.all.delete(key);
    this.withPool.delete(key);
  }
}

const registries = new WeakMap<pulumi.Resource, ProgramRegistry>();

/**
 * The registry of the run that is going on. A run is its stack resource: Automation API makes several in a process,
 * one after the other or side by side. Without one, as in a test with mocks, nothing tells one program from the next.
 */
export function registryOfRun(): ProgramRegistry | undefined {
  const stack = pulumi.runtime.getStackResource();
  if (stack === undefined) return undefined;
  const registry = registries.get(stack) ?? new ProgramRegistry();
  registries.set(stack, registry);
  return registry;
}

function rulesOf(one: Declared, other: Declared): RulesOfPair {
  return one.kind === other.kind ? one.kind.onOneGateway : poolAndRoutes;
}

/** Whether two client pools may be in one VPC. On one gateway, there being two servers is the matter. */
function mayMeet(one: Declared, other: Declared): boolean {
  const { gateway } = one.footprint;
  const together = gateway !== undefined && gateway === other.footprint.gateway;
  const apart = one.home !== undefined && other.home !== undefined && one.home !== other.home;
  return !together && !apart;
}

interface Judged extends Record<keyof ConflictReport, readonly Failure[]> {
  readonly two: readonly [Footprint, Footprint];
}

function judge(one: Declared, other: Declared, rules: RulesOfPair): Judged {
  const two = inOrder([one.footprint, other.footprint]);
  return { two, refused: breaches(rules.refused, two), warned: breaches(rules.warned, two) };
}

/** Pair by pair: who, and below it what. */
function told(reports: readonly Judged[], which: keyof ConflictReport): string[] {
  const all = reports.filter((report) => report[which].length > 0);
  const words = which === "refused" ? "conflict" : "may conflict";
  const texts = all.slice(0, MOST_TOLD).map(({ two: [one, other], [which]: found }) => {
    const lines = found.map((each) => `  ${describeFailure(each)}`);
    return [`${one.label} and ${other.label} ${words}:`, ...lines].join("\n");
  });
  const more = all.length - texts.length;
  return more > 0 ? [...texts, `… and ${more} more like it.`] : texts;
}
