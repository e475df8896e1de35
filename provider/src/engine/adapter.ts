import type * as pulumi from "@pulumi/pulumi";
import { UnfinishedError, VpnError } from "../errors";
import { refusedSettings } from "../configuration";
import type { Lifecycle } from "../lifecycle/context";
import type { Preflight } from "../lifecycle/preflight";
import { type Properties, getPath, asString, stringOrEmpty, setPath } from "../properties";
import { redact } from "../redact";
import { describeFailure, givenPaths } from "../schema/check";
import type { Field } from "../schema/fields";
import type { Definition } from "../schema/define";
import { GIVEN, keptPaths } from "../schema/diff";
import { failureToThrow } from "./failures";
import { NAMED, TIMEOUTS, UNFINISHED, URN, hiddenOf, nameOf, visibleOf } from "./hidden";
import type { Session } from "./session";
import { decodeProperties, encodeProperties } from "../wire";

/** A resource: what it is, and what it does. */
export interface Resource {
  readonly definition: Definition;
  readonly lifecycle: Lifecycle;
  readonly preflight?: Preflight;
}

/** One call of the engine, for the errors it may end in. */
interface OperationCall {
  /** `creating`. */
  readonly doing: string;
  readonly id?: string;
  readonly properties: Properties;
  /** Of an update: the outputs before it. */
  readonly before?: Properties;
  /** The properties as the engine sent them. */
  readonly raw: unknown;
  /** What counts as set by the user should the operation stay unfinished. */
  readonly given?: readonly string[];
}

/** The resource behind the engine's calls. Each method is the way in and out; what happens is in the resource's folder. */
export class Adapter implements pulumi.dynamic.ResourceProvider {
  private readonly definition: Definition;

  constructor(
    private readonly resource: Resource,
    private readonly session: Session,
  ) {
    this.definition = resource.definition;
  }

  configure(request: pulumi.dynamic.ConfigureRequest): Promise<void> {
    this.session.configure((key) => configValue(request.config, key));
    return Promise.resolve();
  }

  async check(rawOlds: unknown, rawNews: unknown): Promise<pulumi.dynamic.CheckResult> {
    this.session.activity.note();
    const [olds, news] = [decodeProperties(rawOlds), decodeProperties(rawNews)];
    const { definition } = this;
    const declared = visibleOf(news);
    // The name defaults to the resource's, and then stays: an alias rename is no update.
    const named = olds[NAMED] ?? defaultName(news[URN]) ?? declared.name;
    const wanted = this.withRegion({ name: named, ...declared });
    const broken = definition.failures(wanted).map(describeFailure);
    if (wanted.regionId === undefined) {
      broken.push("regionId: is required: set alicloud:region, ALICLOUD_REGION, or regionId of the resource");
    }
    broken.push(...refusedSettings(this.session.settings));
    this.warnRetainedValues(olds, news, wanted);
    const complete = definition.complete(wanted);
    if (broken.length === 0) {
      broken.push(
        ...(await this.session.activity.during(() => this.preflight(olds, complete, hiddenOf(news)))),
      );
    }
    this.session.noteTimeouts(hiddenOf(news));
    // A difference of inputs is shown to people, and this one would be by its hidden name: as it was, it is none.
    const hidden = { ...hiddenOf(news), [TIMEOUTS]: olds[TIMEOUTS], [NAMED]: named };
    return {
      inputs: this.encode({ ...complete, ...hidden }),
      // Naming the property would print its value, a secret's too: the path is in the reason.
      failures: broken.map((reason) => ({ property: "", reason })),
    };
  }

  diff(id: string, rawOlds: unknown, rawNews: unknown): Promise<pulumi.dynamic.DiffResult> {
    this.session.activity.note();
    const [olds, news] = [decodeProperties(rawOlds), decodeProperties(rawNews)];
    this.session.remember(id, this.session.hiddenOf(news));
    const changes = this.definition.changes(olds, visibleOf(news));
    const replaces = changes
      .filter(({ field }) => field.change === "replaces")
      .map(({ field }) => field.path);
    return Promise.resolve({
      changes: changesTold(changes.length, replaces.length, olds[UNFINISHED] === true),
      replaces,
      deleteBeforeReplace: true,
    });
  }

  async create(rawInputs: unknown): Promise<pulumi.dynamic.CreateResult> {
    const inputs = decodeProperties(rawInputs);
    const hidden = this.session.hiddenOf(inputs);
    const context = this.session.context(this.definition.name, "create", hidden, String(inputs.regionId));
    return await this.runOperation({ doing: "creating", properties: inputs, raw: rawInputs }, async () => {
      const { id, outputs } = await this.resource.lifecycle.create(context, visibleOf(inputs));
      this.session.keep(id);
      return { id, outs: this.encode({ ...outputs, ...hidden, [GIVEN]: this.given(inputs) }) };
    });
  }

  async read(id: string, rawOutputs: unknown): Promise<pulumi.dynamic.ReadResult> {
    const olds = decodeProperties(rawOutputs);
    this.session.tell(id);
    const regionId = asString(olds.regionId) ?? this.session.settings.region ?? "";
    const context = this.session.context(this.definition.name, "read", hiddenOf(olds), regionId);
    return await this.runOperation({ doing: "reading", id, properties: olds, raw: rawOutputs }, async () => {
      const found = await this.resource.lifecycle.read(context, id, visibleOf(olds));
      if (found === undefined && Object.keys(visibleOf(olds)).length === 0) throw this.notThere(id, regionId);
      if (found === undefined) return { id: "", props: {} };
      const props = {
        ...found.outputs,
        ...hiddenOf(olds),
        [GIVEN]: olds[GIVEN],
        [UNFINISHED]: olds[UNFINISHED] ?? (found.unfinished === true ? true : undefined),
      };
      return { id, props: this.encode(props), inputs: this.encode(this.inputsFrom(props, olds)) };
    });
  }

  async update(id: string, rawOlds: unknown, rawNews: unknown): Promise<pulumi.dynamic.UpdateResult> {
    const [olds, news] = [decodeProperties(rawOlds), decodeProperties(rawNews)];
    const hidden = this.session.hiddenOf(news);
    this.session.remember(id, hidden);
    this.session.keep(id);
    const regionId = String(olds.regionId ?? news.regionId);
    const unfinished = olds[UNFINISHED] === true;
    const context = {
      ...this.session.context(this.definition.name, "update", hidden, regionId),
      unfinished,
    };
    const given = [...this.given(news), ...pathsOf(olds[GIVEN])];
    const call = { doing: "updating", id, properties: news, before: olds, raw: rawNews, given };
    return await this.runOperation(call, async () => {
      const before = { ...visibleOf(olds), [GIVEN]: olds[GIVEN] };
      const outputs = await this.resource.lifecycle.update(context, id, before, visibleOf(news));
      return { outs: this.encode({ ...outputs, ...hidden, [GIVEN]: this.given(news) }) };
    });
  }

  async delete(id: string, rawOutputs: unknown): Promise<void> {
    const outputs = decodeProperties(rawOutputs);
    this.session.tell(id);
    const hidden = this.session.hiddenFor(id, outputs);
    if (this.session.isKept(id)) {
      this.session.warn(hidden, `${id} is not deleted: the resource that replaces it is this very one.`);
      return;
    }
    const context = this.session.context(this.definition.name, "delete", hidden, String(outputs.regionId));
    await this.runOperation({ doing: "deleting", id, properties: outputs, raw: rawOutputs }, () =>
      this.resource.lifecycle.delete(context, id, visibleOf(outputs)),
    );
  }

  /** `get` of what doesn't exist: the engine sends nothing but the id, and would take an empty answer for a resource. */
  private notThere(id: string, regionId: string): VpnError {
    return new VpnError(`there is no ${this.definition.name} ${id} in ${regionId}.`, {
      resourceId: id,
      advice: "Check the id, the region (alicloud:region) and the account.",
    });
  }

  /** Runs an operation; what it throws becomes what the engine can store and a person can read. */
  private async runOperation<T>(call: OperationCall, work: () => Promise<T>): Promise<T> {
    const { activity } = this.session;
    activity.note();
    try {
      return await work();
    } catch (error) {
      const { doing, id = "", properties, raw } = call;
      if (error instanceof UnfinishedError && error.resourceId !== undefined)
        this.session.keep(error.resourceId);
      const kept = (outputs: Properties) => ({
        ...this.encode({
          ...outputs,
          ...hiddenOf(properties),
          [GIVEN]: call.given ?? this.given(properties),
          [UNFINISHED]: true,
        }),
        __provider: getPath(raw, "__provider"),
      });
      const subject = [this.definition.name, nameOf(stringOrEmpty(properties[URN])), id].filter(
        (part) => part !== "",
      );
      const secrets = this.secretsIn(properties, call.before);
      throw failureToThrow(
        `${doing} ${subject.join(" ")}`,
        error,
        kept,
        secrets,
        this.placeOf(properties, error),
      );
    } finally {
      activity.note();
    }
  }

  /** What a refusal speaks of, and its region: the service names neither. */
  private placeOf(properties: Properties, error: unknown): string[] {
    const isOfPeer = error instanceof VpnError && error.code?.includes("CustomerGateway") === true;
    const argument = isOfPeer ? /\bcustomerGatewayId$/ : /^vpnGatewayId$/;
    const paths = this.definition.fields.map(({ path }) => path).filter((path) => argument.test(path));
    const ids = paths.flatMap((path) => asString(getPath(properties, path)) ?? []);
    return [[...new Set(ids)].join(" and "), stringOrEmpty(properties.regionId)].filter(
      (name) => name !== "",
    );
  }

  /** What the service itself says against the arguments, where it may be asked. */
  private async preflight(olds: Properties, wanted: Properties, hidden: Properties): Promise<string[]> {
    const regionId = asString(wanted.regionId);
    const { preflight } = this.resource;
    if (preflight === undefined || !this.session.asksFirst || regionId === undefined) return [];
    const clean = (text: string) => redact(text, this.secretsIn(wanted, olds));
    const context = this.session.preflight(this.definition.name, hidden, regionId, clean);
    const before = visibleOf(olds);
    const known = Object.keys(before).length === 0 ? {} : { ...before, [GIVEN]: this.given(olds) };
    return await this.session.answerTo(JSON.stringify([hidden[URN], wanted]), async () => {
      const refusals = await preflight(context, { wanted, olds: known });
      return refusals.map((refusal) => clean(describeFailure(refusal)));
    });
  }

  /** What no message may show: the keys of the resource as it is and was, and our own. */
  private secretsIn(...places: readonly (Properties | undefined)[]): unknown[] {
    const { accessKey, secretKey, securityToken } = this.session.settings;
    const keys = places.flatMap((properties) =>
      this.definition.secretPaths.map((path) => getPath(properties, path)),
    );
    return [...keys, accessKey, secretKey, securityToken];
  }

  private given(inputs: Properties): string[] {
    return givenPaths(this.definition.fields, visibleOf(inputs));
  }

  private encode(properties: Properties): Record<string, unknown> {
    return encodeProperties(properties, this.definition.secretPaths);
  }

  private withRegion(inputs: Properties): Properties {
    const { region } = this.session.settings;
    return inputs.regionId === undefined && region !== undefined ? { ...inputs, regionId: region } : inputs;
  }

  /** The inputs as the service has them, so that a plan after a refresh shows what drifted. */
  private inputsFrom(outputs: Properties, olds: Properties): Properties {
    const given = new Set(pathsOf(olds[GIVEN]));
    const { fields } = this.definition;
    const always = ({ defaultFrom, default: filled, required, change }: Field) =>
      defaultFrom !== undefined || filled !== undefined || required === true || change === "replaces";
    return fields
      .filter((field) => given.has(field.path) || always(field))
      .reduce<Properties>((inputs, { path }) => {
        const value = getPath(outputs, path);
        return value === undefined ? inputs : setPath(inputs, path, value);
      }, hiddenOf(olds));
  }

  /** An argument without a documented default was taken away: says so, once, where the old inputs still show it. */
  private warnRetainedValues(olds: Properties, news: Properties, wanted: Properties): void {
    const replaced = this.definition
      .changes(visibleOf(olds), wanted)
      .some(({ field }) => field.change === "replaces");
    if (replaced) return;
    const kept = keptPaths(this.definition.fields, this.given(olds), wanted);
    if (kept.length === 0) return;
    const [subject, verb] = [kept.join(", "), kept.length === 1 ? "has" : "have"];
    this.session.warn(
      hiddenOf(news),
      `${subject} ${verb} no documented default: the service keeps the present value.`,
    );
  }
}

/**
 * Undefined lets the engine compare the inputs and name what changed, for the display and replaceOnChanges. It misses
 * nothing, since `read` returns inputs as they are in the cloud, so that drift is a difference of inputs too; but after
 * a create that didn't end well the state's inputs are the program's, and only the outputs tell what the resource is.
 */
function changesTold(changes: number, replaces: number, unfinished: boolean): boolean | undefined {
  if (changes === 0) return unfinished;
  return unfinished && replaces > 0 ? true : undefined;
}

function pathsOf(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((item): item is string => typeof item === "string") : [];
}

function defaultName(urn: unknown): unknown {
  return typeof urn === "string" ? nameOf(urn) : urn;
}

function configValue(config: pulumi.dynamic.Config, key: string): unknown {
  try {
    return config.get(key);
  } catch {
    // An engine that sent no configuration at all.
    return undefined;
  }
}
