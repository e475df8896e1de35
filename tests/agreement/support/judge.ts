import type { Kind } from "../../../tools/docs/ledger";
import { applied, baseOf, ruleIdOf, rulesOf } from "./ledger";
import { connectionKinds, gateways, region } from "./gateways";
import { type Laboratory, accountInProcess } from "./inProcess";
import { type Arguments, createConnection, createServer, modifyConnection, modifyServer } from "./requests";
import { type Verdict, verdictOf } from "./verdict";

/** Rules that a modify can't break, since it keeps what it isn't sent. */
const otherRules = new Set(
  applied.filter((row) => row.createOnly !== true).flatMap(({ provider }) => provider),
);
const createOnly = new Set(
  applied
    .filter((row) => row.createOnly === true)
    .flatMap(({ provider }) => provider)
    .filter((id) => !otherRules.has(id)),
);

/** What the provider says of a create and of a modify with these arguments. */
export function provided(kind: Kind, args: Arguments): { create: string[]; modify: string[] | undefined } {
  const rules = rulesOf(kind);
  const failures = rules.failures(rules.complete(args)).map((one) => ({ ...one, rule: ruleIdOf(one) }));
  const create = failures.map(({ rule }) => rule);
  // Arguments that lack something are no state that the provider would ask a modify for.
  const lacking = create.some((rule) => createOnly.has(rule) && !rule.startsWith("tags."));
  if (lacking) return { create, modify: undefined };
  const sent = failures.filter(
    ({ rule, path }) => !createOnly.has(rule) && !(rule === "vpn.mode.one" && path === "customerGatewayId"),
  );
  return { create, modify: sent.map(({ rule }) => rule) };
}

/** The simulated service's answers to generated arguments. */
export class Service {
  private readonly bases = new Map<Kind, string>();

  private constructor(readonly laboratory: Laboratory) {}

  static start(): Service {
    return new Service(accountInProcess());
  }

  /** Undefined where some gateway accepts; else what the first of them answers. */
  async create(kind: Kind, args: Arguments): Promise<Verdict> {
    return await this.onSomeGateway(kind, async (candidate) => {
      await this.clear(candidate);
      const placed =
        args.vpnGatewayId === gateways[kind] ? { ...args, vpnGatewayId: gateways[candidate] } : args;
      const { sdk } = this.laboratory;
      return await verdictOf(
        candidate === "server" ? createServer(sdk, placed) : createConnection(sdk, placed),
      );
    });
  }

  async modify(kind: Kind, args: Arguments): Promise<Verdict> {
    return await this.onSomeGateway(kind, async (candidate) => {
      const id = await this.base(candidate);
      const { sdk } = this.laboratory;
      const sending = candidate === "server" ? modifyServer(sdk, id, args) : modifyConnection(sdk, id, args);
      return await verdictOf(sending);
    });
  }

  private async onSomeGateway(kind: Kind, ask: (kind: Kind) => Promise<Verdict>): Promise<Verdict> {
    // The most likely first: one that accepts is enough.
    const candidates: readonly Kind[] =
      kind === "server" ? [kind] : [kind, ...connectionKinds.filter((one) => one !== kind)];
    let first: Verdict;
    for (const candidate of candidates) {
      const verdict = await ask(candidate);
      if (verdict === undefined) return undefined;
      first ??= verdict;
    }
    return first;
  }

  /** IDaaS instances are made to fit, so that the arguments alone decide. */
  fitIdaas(args: Arguments): void {
    const { idaasInstanceId: id, idaasRegionId, idaasApplicationId: application } = args;
    const RegionId = typeof idaasRegionId === "string" ? idaasRegionId : region;
    this.laboratory.setIdaas(
      typeof id !== "string"
        ? undefined
        : {
            InstanceId: id,
            RegionId,
            Version: application === undefined ? "EIAM 1.0" : "EIAM 2.0",
            Authorized: true,
            Readable: true,
            Applications: [{ ApplicationId: String(application), SslVpnTemplate: true }],
          },
    );
  }

  private async clear(kind: Kind): Promise<void> {
    const { simulator } = this.laboratory;
    const { sslVpnServers, vpnConnections } = simulator.inventory();
    const ids = [
      ...sslVpnServers
        .filter(({ VpnGatewayId }) => VpnGatewayId === gateways[kind])
        .map((one) => one.SslVpnServerId),
      ...vpnConnections
        .filter(({ VpnGatewayId }) => VpnGatewayId === gateways[kind])
        .map((one) => one.VpnConnectionId),
    ];
    for (const id of ids) simulator.remove(id);
    this.bases.delete(kind);
    await Promise.resolve();
  }

  /** A resource that keeps every rule and has nothing that isn't needed, fresh for each modify. */
  private async base(kind: Kind): Promise<string> {
    await this.clear(kind);
    const { sdk } = this.laboratory;
    return await (kind === "server" ? createServer(sdk, baseOf(kind)) : createConnection(sdk, baseOf(kind)));
  }
}
