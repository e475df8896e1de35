import { type Resource, ProviderHost, type Values, plain, providerTexts } from "../contract/host";
import type { EngineProvider } from "./engineModel";

/** What a command of the engine calls: one provider process, or what is as good as one. */
export class CommandProvider implements EngineProvider {
  constructor(
    readonly host: ProviderHost,
    /** The `__provider` text that this command's calls carry instead of the one in the state. */
    private readonly texts: Readonly<Record<Resource, string>>,
    private readonly own: boolean,
  ) {}

  async check(kind: Resource, olds: Values, news: Values): Promise<{ inputs: Values; failures: string[] }> {
    const { inputs, failures } = await this.host.check(kind, opened(olds), this.sent(kind, news));
    return { inputs: kept(kind, inputs), failures };
  }

  diff(kind: Resource, id: string, olds: Values, news: Values): ReturnType<ProviderHost["diff"]> {
    return this.host.diff(id, this.sent(kind, olds), this.sent(kind, news));
  }

  async create(kind: Resource, inputs: Values): Promise<{ id: string; outputs: Values }> {
    const { id, outputs } = await this.host.create(this.sent(kind, inputs));
    return { id, outputs: kept(kind, outputs) };
  }

  async read(
    kind: Resource,
    id: string,
    outputs: Values,
  ): Promise<{ id: string; outputs: Values; inputs: Values }> {
    const read = await this.host.read(id, this.sent(kind, outputs));
    return { id: read.id, outputs: kept(kind, read.outputs), inputs: kept(kind, read.inputs) };
  }

  async update(kind: Resource, id: string, olds: Values, news: Values): Promise<Values> {
    return kept(kind, await this.host.update(id, this.sent(kind, olds), this.sent(kind, news)));
  }

  delete(kind: Resource, id: string, outputs: Values): Promise<void> {
    return this.host.delete(id, this.sent(kind, outputs));
  }

  /** The command is over. */
  async end(): Promise<void> {
    if (this.own) await this.host.stop();
  }

  /** The engine hands values on without the wrappers of secrets: a dynamic provider doesn't accept them. */
  private sent(kind: Resource, values: Values): Values {
    return { ...opened(values), __provider: this.texts[kind] };
  }
}

const opened = (values: Values): Values => plain(values) as Values;

const kept = (kind: Resource, values: Values): Values => ({ ...values, __provider: providerTexts[kind] });
