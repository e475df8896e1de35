import { TEST_ACCESS_KEY_ID, TEST_ACCESS_KEY_SECRET } from "../../simulator/src/index";
import { ProviderHost, providerTexts } from "../contract/host";
import { fasterClock, packageCopy, removeCopy } from "./packageCopy";
import { CommandProvider } from "./provider";

/** No process outlives this one, however it ends. */
const open = new Set<Workshop>();
process.once("exit", () => open.forEach((workshop) => workshop.abandon()));

/** How many commands one process serves before another takes over. */
const COMMANDS_PER_PROCESS = 150;

const credentials = {
  ALICLOUD_ACCESS_KEY: TEST_ACCESS_KEY_ID,
  ALICLOUD_SECRET_KEY: TEST_ACCESS_KEY_SECRET,
};

/** A host for dynamic providers that several commands share, until it has served enough of them. */
interface Shared {
  readonly host: Promise<ProviderHost>;
  served: number;
  running: number;
}

/**
 * Makes providers for the commands of a model of the engine. The real engine starts a process for each command. What
 * matters of that is that nothing is known at the beginning; so a command gets modules of its own, in a process that
 * it shares with others. Where the process is to be killed, or the engine, it gets a process too.
 */
export class Workshop {
  /** The package that the providers run, with its faster clock. */
  readonly folder = packageCopy(fasterClock);
  private shared: Shared | undefined;
  private commands = 0;
  private readonly hosts = new Set<ProviderHost>();

  constructor() {
    open.add(this);
  }

  /** A provider that knows nothing yet, for one command against the API at `url`. */
  async command(url: string): Promise<CommandProvider> {
    const shared = this.sharedHost();
    shared.served += 1;
    shared.running += 1;
    const id = (this.commands += 1);
    const texts = {
      SslVpnServer: ownModules(id, url, "sslVpnServer"),
      VpnConnection: ownModules(id, url, "vpnConnection"),
    };
    const host = await shared.host;
    const provider = new CommandProvider(host, texts, false);
    const end = provider.end.bind(provider);
    provider.end = async () => {
      await end();
      shared.running -= 1;
      if (shared.running === 0 && shared !== this.shared) await this.stop(host);
    };
    return provider;
  }

  /** The same with a process of its own, whose engine is at `engine`. */
  async process(url: string, engine?: string): Promise<CommandProvider> {
    const env = { ...credentials, ALICLOUD_VPC_ENDPOINT: url };
    const host = await this.start({ env, engine });
    return new CommandProvider(host, providerTexts, true);
  }

  async close(): Promise<void> {
    await Promise.all([...this.hosts].map((host) => this.stop(host)));
    removeCopy(this.folder);
    open.delete(this);
  }

  /** The same at once, when there is no time left. */
  abandon(): void {
    for (const host of this.hosts) host.process.kill("SIGKILL");
    removeCopy(this.folder);
  }

  private sharedHost(): Shared {
    if (this.shared === undefined || this.shared.served >= COMMANDS_PER_PROCESS) {
      // No address of an engine: nobody is to be watched, and nobody takes its messages.
      this.shared = { host: this.start({ env: credentials, engine: "none" }), served: 0, running: 0 };
    }
    return this.shared;
  }

  private async start(options: { env: Record<string, string>; engine?: string }): Promise<ProviderHost> {
    const config = { "alicloud:region": "cn-hangzhou" };
    const host = await ProviderHost.start({ config, cwd: this.folder, ...options });
    this.hosts.add(host);
    return host;
  }

  private async stop(host: ProviderHost): Promise<void> {
    this.hosts.delete(host);
    await host.stop();
  }
}

/** A `__provider` text that loads the package anew for each command, and once for the two kinds of a command. */
function ownModules(command: number, url: string, property: string): string {
  return (
    `exports.handler=()=>{const all=globalThis.commands??=new Map();let own=all.get(${command});` +
    `if(!own){process.env.ALICLOUD_VPC_ENDPOINT=${JSON.stringify(url)};` +
    `for(const key of Object.keys(require.cache))if(/pulumi-alicloud-vpn.lib/.test(key))delete require.cache[key];` +
    `own=require("pulumi-alicloud-vpn/runtime");all.set(${command},own)}return own.${property}}`
  );
}
