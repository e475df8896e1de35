import { randomUUID } from "node:crypto";
import type { Adopted } from "./adopted";
import type { ExistingResource } from "./existing";
import { type Target, storedFrom, urnOf } from "./importFile";
import { VpnError } from "../../errors";
import { type Properties, isRecord, asString } from "../../properties";
import { resources } from "../../resources/registry";
import { typeOf } from "../../wire";

const STACK_TYPE = "pulumi:pulumi:Stack";
const PROVIDER_TYPE = "pulumi:providers:pulumi-nodejs";

/** A deployment as `pulumi stack export` writes it. */
interface Exported {
  readonly whole: Properties;
  readonly deployment: Properties;
  readonly resources: readonly Properties[];
}

/**
 * The state with the resources added, for `pulumi stack import`: the way for CLIs whose `pulumi import` doesn't take
 * outputs from its file. Everything that was in the state stays as it was.
 */
export function stateWith(
  text: string,
  all: readonly Adopted[],
  given: Target | undefined,
  protect: boolean,
): string {
  const state = exported(text);
  const target = targetOf(state, given);
  const root = rootOf(state, target);
  const provider = providerOf(state, target);
  const adopted = all.map((one) => {
    const { type, id, inputs, outputs } = storedFrom(one, target);
    const urn = urnOf(one, target);
    if (has(state, urn)) throw new VpnError(`The state has ${urn} already.`);
    const links = { parent: root.urn, provider: `${String(provider.urn)}::${String(provider.id)}` };
    return { urn, custom: true, id, type, inputs, outputs, ...links, ...(protect ? { protect } : {}) };
  });
  const added = [root, provider].filter(({ urn }) => !has(state, String(urn)));
  const roots = added.filter(({ type }) => type === STACK_TYPE);
  const others = added.filter(({ type }) => type !== STACK_TYPE);
  const resources = [...roots, ...state.resources, ...others, ...adopted];
  const deployment = { ...state.deployment, resources };
  return `${JSON.stringify({ ...state.whole, deployment }, undefined, 4)}\n`;
}

/** URNs of the connections and SSL servers in a state, by their ids. */
export function urnsIn(text: string): Map<string, string> {
  return new Map(ownResources(text).map(({ id, urn }) => [String(id), String(urn)]));
}

/** The connections and SSL servers in a state. */
export function ownResources(text: string): Properties[] {
  const types: readonly unknown[] = Object.values(resources).map(({ definition }) => typeOf(definition));
  return exported(text).resources.filter(({ type }) => types.includes(type));
}

function exported(text: string): Exported {
  const whole = parsed(text);
  // A stack that nothing was ever deployed to may have no deployment.
  const deployment = isRecord(whole) && whole.deployment === null ? {} : isRecord(whole) && whole.deployment;
  if (!isRecord(whole) || !isRecord(deployment)) {
    throw new VpnError("This is no exported state.", {
      advice: "Make one with: pulumi stack export --file exported.json",
    });
  }
  const listed = Array.isArray(deployment.resources) ? deployment.resources.filter(isRecord) : [];
  return { whole, deployment, resources: listed };
}

export function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

const has = ({ resources }: Exported, urn: string): boolean => resources.some((one) => one.urn === urn);

function targetOf({ resources }: Exported, given: Target | undefined): Target {
  const urn = resources.map((one) => asString(one.urn)).find((text) => text !== undefined);
  const [, stack, project] = /^urn:pulumi:(.+?)::(.+?)::/.exec(urn ?? "") ?? [];
  if (stack !== undefined && project !== undefined) return { stack, project };
  if (given !== undefined) return given;
  throw new VpnError("The state is empty, so it doesn't say of which stack it is.", {
    advice: "Give --stack and --project.",
  });
}

function rootOf({ resources }: Exported, { stack, project }: Target): Properties {
  const urn = `urn:pulumi:${stack}::${project}::${STACK_TYPE}::${project}-${stack}`;
  return resources.find((one) => one.type === STACK_TYPE) ?? { urn, custom: false, type: STACK_TYPE };
}

/** The default provider of dynamic resources; the engine makes one where the state has none. */
function providerOf({ resources }: Exported, { stack, project }: Target): Properties {
  const urn = `urn:pulumi:${stack}::${project}::${PROVIDER_TYPE}::default`;
  return (
    resources.find((one) => one.urn === urn) ?? {
      urn,
      custom: true,
      id: randomUUID(),
      type: PROVIDER_TYPE,
      inputs: {},
      outputs: {},
    }
  );
}

/** A resource that the state has already: adopted once more, it would be there twice, with one id. */
export interface AlreadyManaged {
  readonly id: string;
  readonly urn: string;
}

export interface Partition {
  readonly free: readonly ExistingResource[];
  readonly held: readonly AlreadyManaged[];
}

/** @param named ids that the command line names, which aren't left out in silence */
export function partitionByState(
  urns: ReadonlyMap<string, string>,
  found: readonly ExistingResource[],
  named: readonly string[],
): Partition {
  const held = found.flatMap(({ id }) => {
    const urn = urns.get(id);
    return urn === undefined ? [] : [{ id, urn }];
  });
  const refused = held.filter(({ id }) => named.includes(id));
  if (refused.length > 0) {
    throw new VpnError(`${listed(refused)}.`, {
      advice: "Take what the stack has already out of the command.",
    });
  }
  if (held.length === found.length) {
    throw new VpnError(`There is nothing left to adopt: ${listed(held)}.`);
  }
  return { free: found.filter(({ id }) => !urns.has(id)), held };
}

const listed = (all: readonly AlreadyManaged[]): string =>
  all.map(({ id, urn }) => `${id} is already in this stack as ${urn}`).join(", ");
