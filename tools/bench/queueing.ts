import type { CallRecord, Change, SimulatorOptions } from "pulumi-alicloud-vpn-simulator";
import type { Engine } from "../engine/ensure";
import { account, connections, withScene } from "./scene";

export interface QueueOptions {
  readonly engine: Engine;
  readonly count: number;
  readonly gateways?: number;
  /** How long a change keeps its gateway busy, as the simulator reads it: `2s`, `2s±30%`. */
  readonly busy: string;
  readonly seed?: string;
  readonly parallel?: number;
}

/** One `pulumi up`, as the simulator's log of calls tells it. */
export interface Measured {
  /** From the first change until the last gateway was seen active. */
  readonly spanMs: number;
  /** The busy times of the gateway that had most to do, added up: nobody can be faster. */
  readonly boundMs: number;
  readonly ratio: number;
  readonly changes: number;
  readonly calls: number;
  readonly callsPerChange: number;
  readonly refused: number;
}

/** Creates connections with one `pulumi up` of a new stack. */
export async function measureUp(options: QueueOptions): Promise<Measured> {
  const { engine, count, gateways = 1, busy, seed = "1", parallel } = options;
  const simulator: SimulatorOptions = { ...account(gateways, count), busy, seed };
  const program = connections(count, gateways, '{ customTimeouts: { create: "1h" } }');
  return await withScene({ engine, program, simulator }, async (scene) => {
    const up = await scene.project.up(...(parallel === undefined ? [] : ["--parallel", String(parallel)]));
    if (up.code !== 0) throw new Error(`pulumi up ended with code ${up.code}:\n${up.output}`);
    const measured = read(scene.simulator.calls(), scene.simulator.changes());
    if (measured.changes !== count) throw new Error(`${measured.changes} changes, not ${count}`);
    return measured;
  });
}

function read(calls: readonly CallRecord[], changes: readonly Change[]): Measured {
  const first = Math.min(...changes.map(({ acceptedAt }) => acceptedAt));
  const seenActive = calls.filter(
    ({ operation, gatewayStatus }) => operation === "DescribeVpnGateway" && gatewayStatus === "active",
  );
  const spanMs = Math.max(...seenActive.map(({ epoch }) => epoch)) - first;
  const busyOf = (id: string): number =>
    changes
      .filter(({ gatewayId }) => gatewayId === id)
      .reduce((sum, { acceptedAt, activeAt }) => sum + (activeAt ?? Infinity) - acceptedAt, 0);
  const boundMs = Math.max(...[...new Set(changes.map(({ gatewayId }) => gatewayId))].map(busyOf));
  return {
    spanMs,
    boundMs,
    ratio: spanMs / boundMs,
    changes: changes.length,
    calls: calls.length,
    callsPerChange: calls.length / changes.length,
    refused: calls.filter(({ outcome }) => outcome !== "ok").length,
  };
}
