import { type Clock, systemClock } from "../clock";
import { type Settings, isOn, readSettings } from "../configuration";
import { EngineActivity } from "../lifecycle/engineActivity";
import type { Context, Operation } from "../lifecycle/context";
import { Gateways } from "../lifecycle/gateways";
import { GatewayLooks, PREFLIGHT_MS, type PreflightContext } from "../lifecycle/preflight";
import { type Properties, stringOrEmpty } from "../properties";
import { type VpcApi, vpcApi } from "../vpc/api";
import { connect } from "../vpc/client";
import { type EngineLog, engineLog, statusProgress } from "./engineLog";
import { watchEngine } from "./engineWatch";
import { ORGANIZATION, TIMEOUTS, URN, hiddenOf, limitOf, nameOf } from "./hidden";

interface Region {
  readonly api: VpcApi;
  readonly gateways: Gateways;
}

/** What a session is put into: the world as it is, or a simulated one with a clock of its own. */
export interface Surroundings {
  readonly clock: Clock;
  readonly connect: typeof connect;
}

/**
 * What this process knows, which serves one provider of one stack for one operation of the CLI: settings, gateways
 * with their queues, and the ids it has met. Both kinds of resource share it, since they share gateways.
 */
export class Session {
  private readonly regions = new Map<string, Region>();
  private readonly remembered = new Map<string, Properties>();
  private readonly answers = new Map<string, Promise<string[]>>();
  private readonly looks = new Map<string, GatewayLooks>();
  private readonly kept = new Set<string>();
  /** The option `customTimeouts` of the resources that `check` has seen, by URN. */
  private readonly timeouts = new Map<string, unknown>();
  /** Ids that the engine spoke of: a state has them. */
  private readonly told = new Set<string>();
  private settingsRead: Settings | undefined;
  private readonly log: EngineLog;
  private readonly clock: Clock;
  private readonly connect: typeof connect;
  /** The engine's calls and our answers. */
  readonly activity: EngineActivity;

  constructor(
    engineAddress: string | undefined,
    surroundings: Surroundings = { clock: systemClock, connect },
  ) {
    this.clock = surroundings.clock;
    this.connect = surroundings.connect;
    this.activity = new EngineActivity(this.clock);
    this.log = engineLog(engineAddress);
    if (engineAddress !== undefined) watchEngine(engineAddress, () => process.exit(1));
  }

  configure(config: (key: string) => unknown): void {
    this.settingsRead ??= readSettings(config, process.env);
  }

  get settings(): Settings {
    return this.settingsRead ?? readSettings(() => undefined, process.env);
  }

  /** The engine speaks of this resource, so a state has it. */
  tell(id: string): void {
    this.told.add(id);
  }

  /** `check` has seen the inputs: what the engine needn't compare stays here. */
  noteTimeouts(hidden: Properties): void {
    this.timeouts.set(stringOrEmpty(hidden[URN]), hidden[TIMEOUTS]);
  }

  /** The hidden inputs, with what `check` kept from the engine. */
  hiddenOf(inputs: Properties): Properties {
    const hidden = hiddenOf(inputs);
    const urn = stringOrEmpty(hidden[URN]);
    return this.timeouts.has(urn) ? hiddenOf({ ...hidden, [TIMEOUTS]: this.timeouts.get(urn) }) : hidden;
  }

  /** The newest hidden inputs of a resource in the state. */
  remember(id: string, hidden: Properties): void {
    this.tell(id);
    this.remembered.set(id, hidden);
  }

  /** The hidden inputs in force: those of this run, or what the outputs kept. */
  hiddenFor(id: string, outputs: Properties): Properties {
    const newest = this.remembered.get(id);
    return newest === undefined
      ? hiddenOf(outputs)
      : { ...hiddenOf({ ...outputs, [TIMEOUTS]: undefined }), ...newest };
  }

  /** A create or an update of this process left the id in the state. */
  keep(id: string): void {
    this.kept.add(id);
  }

  /** Then it mustn't be deleted: with create-before-delete, the create found what was to be replaced. */
  isKept(id: string): boolean {
    return this.kept.has(id);
  }

  warn(hidden: Properties, message: string): void {
    this.log.warn(stringOrEmpty(hidden[URN]), message);
  }

  context(kind: string, operation: Operation, hidden: Properties, regionId: string): Context {
    const urn = stringOrEmpty(hidden[URN]);
    const label = `${kind} ${nameOf(urn)}`;
    const { api, gateways } = this.region(regionId);
    return {
      urn,
      organization: stringOrEmpty(hidden[ORGANIZATION]),
      label,
      regionId,
      api,
      gateways,
      clock: this.clock,
      limit: limitOf(hidden, operation),
      mark: isOn(this.settings, "mark"),
      cipherWarnings: isOn(this.settings, "cipherWarnings"),
      isTold: (id) => this.told.has(id),
      progress: statusProgress(this.log, { urn, label }, this.clock, isOn(this.settings, "status")),
      warn: (message) => this.log.warn(urn, message),
    };
  }

  /** Whether `check` may ask the service. */
  get asksFirst(): boolean {
    return isOn(this.settings, "preflight");
  }

  /** The answer to a question that was asked before, or its first: the engine checks what it replaces twice. */
  answerTo(question: string, ask: () => Promise<string[]>): Promise<string[]> {
    const answer = this.answers.get(question) ?? ask();
    this.answers.set(question, answer);
    return answer;
  }

  /** For one check of one resource; `clean` takes secrets out of what is told. */
  preflight(
    kind: string,
    hidden: Properties,
    regionId: string,
    clean: (text: string) => string,
  ): PreflightContext {
    const { label, api, clock } = this.context(kind, "read", hidden, regionId);
    const looks = this.looks.get(regionId) ?? new GatewayLooks();
    this.looks.set(regionId, looks);
    const deadline = clock.now() + PREFLIGHT_MS;
    return { label, api, clock, looks, deadline, warn: (message) => this.warn(hidden, clean(message)) };
  }

  private region(regionId: string): Region {
    let region = this.regions.get(regionId);
    if (region === undefined) {
      const api = vpcApi(this.settings, regionId, this.clock, this.connect);
      region = { api, gateways: new Gateways(api, this.clock, this.activity) };
      this.regions.set(regionId, region);
    }
    return region;
  }
}
