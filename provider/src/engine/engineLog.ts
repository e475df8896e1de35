import { createRequire } from "node:module";
import type { Clock } from "../clock";
import type { Progress } from "../lifecycle/queue";

const EVERY_MS = 10_000;
const EVERY_MS_IN_CI = 30_000;

/** Writes to the row of a resource in the engine's display. Best effort: nothing fails for want of it. */
export interface EngineLog {
  /** Status that the next one replaces. */
  status(urn: string, message: string): void;
  warn(urn: string, message: string): void;
}

type Send = (severity: "INFO" | "WARNING", urn: string, message: string, ephemeral: boolean) => void;

/** The engine's log service, at the address that the engine gave this process as its last argument. */
export function engineLog(address: string | undefined): EngineLog {
  let send: Send | undefined;
  const tell: Send = (...message) => {
    try {
      send ??= address === undefined ? () => undefined : sender(address);
      send(...message);
    } catch {
      // No operation fails for want of its status.
      send = () => undefined;
    }
  };
  return {
    status: (urn, message) => tell("INFO", urn, message, true),
    warn: (urn, message) => tell("WARNING", urn, message, false),
  };
}

function sender(address: string): Send {
  /* eslint-disable @typescript-eslint/no-require-imports -- loaded in the provider's process only */
  const { EngineClient } =
    require("@pulumi/pulumi/proto/engine_grpc_pb") as typeof import("@pulumi/pulumi/proto/engine_grpc_pb");
  const { LogRequest, LogSeverity } =
    require("@pulumi/pulumi/proto/engine_pb") as typeof import("@pulumi/pulumi/proto/engine_pb");
  // Pulumi's own copy: its client refuses the credentials of another one.
  const requireOfPulumi = createRequire(require.resolve("@pulumi/pulumi"));
  const { credentials } = requireOfPulumi("@grpc/grpc-js") as typeof import("@grpc/grpc-js");
  /* eslint-enable @typescript-eslint/no-require-imports */
  const client = new EngineClient(address, credentials.createInsecure());
  return (severity, urn, message, ephemeral) => {
    const request = new LogRequest();
    request.setSeverity(LogSeverity[severity]);
    request.setUrn(urn);
    request.setMessage(message);
    request.setEphemeral(ephemeral);
    client.log(request, () => undefined);
  };
}

/**
 * Status of one operation on its resource's row. Without a terminal each message becomes a line, and this process
 * can't know: so one at a change of phase, else one every ten seconds (thirty in CI). With `--diff` a line has nothing
 * else that names its resource: `label` ends it, behind the fact.
 */
export function statusProgress(
  log: EngineLog,
  { urn, label }: { readonly urn: string; readonly label: string },
  clock: Clock,
  enabled: boolean,
): Progress {
  const every = process.env.CI === undefined ? EVERY_MS : EVERY_MS_IN_CI;
  let last = { phase: "", at: 0 };
  return (message, phase) => {
    if (!enabled || urn === "") return;
    if (phase === last.phase && clock.now() - last.at < every) return;
    last = { phase, at: clock.now() };
    log.status(urn, `${message} (${label})`);
  };
}
