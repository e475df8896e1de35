const units: Record<string, number> = { ms: 1, s: 1000, m: 60_000 };

/** How long a change keeps a gateway `updating`: always `milliseconds`, or up to `spread` of it more or less. */
export interface BusyTime {
  readonly milliseconds: number;
  /** 0.3 for ±30 %. */
  readonly spread: number;
}

/** Reads `2s`, `150ms`, `1m`, `2s±30%` (or `2s+-30%`, for keyboards without the sign), or plain milliseconds. */
export function parseBusyTime(text: string | number): BusyTime {
  if (typeof text === "number") return { milliseconds: atLeastZero(text, String(text)), spread: 0 };
  const match = /^\s*(\d+(?:\.\d+)?)\s*(ms|s|m)?\s*(?:(?:±|\+-|\+\/-)\s*(\d+(?:\.\d+)?)\s*%)?\s*$/.exec(text);
  if (match === null) {
    throw new Error(`"${text}" is not a time the simulator can read; write 2s, 150ms, 1m or 2s±30%.`);
  }
  const milliseconds = Number(match[1]) * (units[match[2] ?? "ms"] ?? 1);
  return { milliseconds, spread: match[3] === undefined ? 0 : Math.min(Number(match[3]) / 100, 1) };
}

function atLeastZero(value: number, text: string): number {
  if (!Number.isFinite(value) || value < 0) throw new Error(`"${text}" is not a time in milliseconds.`);
  return value;
}

/** `fraction` is a draw from 0 to 1; without a spread it doesn't matter. */
export function drawBusyTime(busy: BusyTime, fraction: number): number {
  return Math.round(busy.milliseconds * (1 + busy.spread * (2 * fraction - 1)));
}
