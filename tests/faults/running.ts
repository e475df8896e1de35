import { once } from "node:events";
import { type Server, type Socket, createServer } from "node:net";
import { type Command, type Declared, type EngineModel, type Outcome } from "./engineModel";
import type { UnderWay } from "./strike";
import { leaks } from "./oracle";
import { lifeOf, withPatience } from "./patience";
import type { CommandProvider } from "./provider";
import type { Scene } from "./scene";
import type { Workshop } from "./workshop";

/** No command may take longer: its operations have limits of their own, which come to a minute. */
const HANG_MS = 75_000;
const ENDS_MS = 4_000;
/** A provider is gone so long after its engine, and sends nothing that changes anything meanwhile. */
const OUTLIVES_MS = 2_000;
/** What was on its way when the engine died. */
const ON_ITS_WAY_MS = 500;

/** One command, as `play` gives it. */
export interface Order {
  readonly command: "up" | "refresh" | "destroy";
  readonly program: readonly Declared[];
  readonly forced?: readonly string[];
  readonly needs?: "process" | "engine";
  readonly beside?: (underWay: UnderWay) => Promise<void>;
}

export interface Ran extends Outcome {
  readonly violations: readonly string[];
  /** The provider or the engine was killed. */
  readonly killed: boolean;
}

/** Runs one command of the model against a scene, to its end, and looks for what must never be. */
export async function run(workshop: Workshop, scene: Scene, model: EngineModel, order: Order): Promise<Ran> {
  const engine = order.needs === "engine" ? await FakeEngine.start() : undefined;
  const provider =
    order.needs === undefined
      ? await workshop.command(scene.url)
      : await workshop.process(scene.url, engine?.address);
  const command = model.begin(provider);
  const beside = new Beside(scene, provider, command, engine);
  try {
    const ending = carryOut(command, order);
    const besides = order.beside?.(beside.underWay(ending));
    const outcome = await withPatience(ending, HANG_MS, provider.host.process.pid ?? 0);
    beside.ended = true;
    await besides;
    if (outcome === undefined)
      return { steps: [], failures: [], violations: ["it hangs"], killed: beside.killed };
    const printed = order.needs === undefined ? "" : provider.host.output.join("");
    return {
      ...outcome,
      violations: [...beside.violations, ...leaks(outcome, printed)],
      killed: beside.killed,
    };
  } finally {
    await provider.end();
    await engine?.kill();
  }
}

function carryOut(command: Command, { command: name, program, forced }: Order): Promise<Outcome> {
  if (name === "up") return command.up(program, forced);
  return name === "refresh" ? command.refresh() : command.destroy();
}

/** What a fault does while a command runs. */
class Beside {
  readonly violations: string[] = [];
  killed = false;
  ended = false;

  constructor(
    private readonly scene: Scene,
    private readonly provider: CommandProvider,
    private readonly command: Command,
    private readonly engine: FakeEngine | undefined,
  ) {}

  underWay(ending: Promise<Outcome>): UnderWay {
    const end = () => (this.ended = true);
    ending.then(end, end);
    return {
      until: async (condition) => {
        while (!this.ended && !condition()) await new Promise((resolve) => setTimeout(resolve, 5));
        return !this.ended;
      },
      killProvider: async () => {
        this.killed = true;
        await this.provider.host.stop();
      },
      killEngine: () => this.killEngine(),
      interrupt: (times) => this.interrupt(times),
    };
  }

  private async interrupt(times: 1 | 2): Promise<void> {
    this.command.interrupt();
    if (times === 1) return;
    this.killed = true;
    const { process } = this.provider.host;
    // As the engine ends a provider: SIGINT, and SIGKILL to one that is there after five seconds.
    process.kill("SIGINT");
    if (!(await lifeOf(process.pid ?? 0, ENDS_MS)).ended)
      this.violations.push("the provider holds up a second Ctrl-C");
    await this.provider.host.stop();
  }

  private async killEngine(): Promise<void> {
    this.killed = true;
    this.command.kill();
    const pid = this.provider.host.process.pid ?? 0;
    await this.engine?.met;
    await this.engine?.kill();
    const killedAt = Date.now();
    const { ended, waited } = await lifeOf(pid, OUTLIVES_MS);
    if (!ended) {
      this.violations.push(`the provider outlives its engine by more than ${OUTLIVES_MS / 1000} s`);
      await this.provider.host.stop();
    }
    const late = this.scene
      .calls()
      .filter(
        ({ operation, epoch }) =>
          !operation.startsWith("Describe") && epoch > killedAt + ON_ITS_WAY_MS + waited,
      );
    this.violations.push(...late.map(({ operation }) => `${operation} is sent after the engine has died`));
  }
}

/** An address that is there as long as the engine is. */
class FakeEngine {
  private readonly sockets = new Set<Socket>();
  /** A provider has connected. */
  readonly met: Promise<unknown>;

  private constructor(private readonly server: Server) {
    this.met = once(server, "connection");
    server.on("connection", (socket) => {
      this.sockets.add(socket);
      socket.on("error", () => undefined);
    });
  }

  static async start(): Promise<FakeEngine> {
    const server = createServer();
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    return new FakeEngine(server);
  }

  get address(): string {
    return `127.0.0.1:${(this.server.address() as { port: number }).port}`;
  }

  async kill(): Promise<void> {
    if (!this.server.listening) return;
    const closed = once(this.server, "close");
    this.server.close();
    for (const socket of this.sockets) socket.destroy();
    await closed;
  }
}
