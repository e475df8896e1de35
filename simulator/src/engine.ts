import { setMaxListeners } from "node:events";
import { CallLog } from "./calls";
import { sleepOn } from "./clock";
import { FaultPlan } from "./faults";
import type { Parameters } from "./http/parameters";
import { Authenticator } from "./http/authenticator";
import type { Account } from "./model/account";
import type { Operation } from "./operations/call";
import { operationNames } from "./operations/index";
import type { AccessKey } from "./options";
import { saveState } from "./persistence";
import { documented } from "./rules/refusals";
import { refuse } from "./rules/rule";

interface EngineOptions {
  readonly accessKeys: readonly AccessKey[];
  readonly throttle: number | undefined;
  readonly statePath: string | undefined;
}

/** The account together with what surrounds it: keys, faults, the log, the file. */
export class Engine {
  readonly calls = new CallLog();
  readonly faults = new FaultPlan(operationNames);
  readonly authenticator: Authenticator;
  readonly startedAt: number;
  private recent: number[] = [];
  private readonly closing = new AbortController();

  constructor(
    readonly account: Account,
    private readonly options: EngineOptions,
  ) {
    this.authenticator = new Authenticator(options.accessKeys);
    this.startedAt = account.clock.now();
    // As many requests may be held back at once as somebody sends.
    setMaxListeners(0, this.closing.signal);
  }

  /** Counts a call; refuses it where there were too many within the last second. */
  throttle(): void {
    if (this.options.throttle === undefined) return;
    const now = this.account.clock.now();
    this.recent = this.recent.filter((time) => now - time < 1000);
    if (this.recent.length >= this.options.throttle) throw refuse(documented("Throttling.User"));
    this.recent.push(now);
  }

  /** Holds a request or an answer back, on the account's clock; rejects where the simulator is closed before. */
  sleep(milliseconds: number): Promise<void> {
    return sleepOn(this.account.clock, milliseconds, this.closing.signal);
  }

  /** Nothing is held back any more, and what is held back isn't carried out. */
  close(): void {
    this.closing.abort();
  }

  /** Which resource and which gateway a request is about, for faults and the log. */
  aimOf(
    operation: string,
    parameters: Parameters,
  ): { resourceId: string | undefined; gatewayId: string | undefined } {
    const { sslVpnServers, vpnConnections } = this.account;
    const server = parameters.text("SslVpnServerId");
    const connection = parameters.text("VpnConnectionId");
    const gateway = parameters.text("VpnGatewayId");
    const owner =
      (server === undefined ? undefined : sslVpnServers.gatewayOf(server)) ??
      (connection === undefined ? undefined : vpnConnections.gatewayOf(connection));
    // Elsewhere these name what the resource belongs to.
    const subject = operation.includes("CustomerGateway") ? parameters.text("CustomerGatewayId") : undefined;
    const itself = operation.includes("VpnGateway") ? gateway : undefined;
    const resourceId = server ?? connection ?? parameters.text("ResourceId.1") ?? subject ?? itself;
    return { resourceId, gatewayId: gateway ?? owner };
  }

  /** After a call that may have changed something. */
  changed(operation: Operation): void {
    if (!operation.name.startsWith("Describe") && !operation.name.startsWith("List")) this.save();
  }

  save(): void {
    if (this.options.statePath !== undefined) {
      saveState(this.options.statePath, this.account.snapshot());
    }
  }
}
