export type State = "ok" | "warning" | "failed" | "skipped";

/** What one check found. */
export interface Finding {
  readonly check: string;
  readonly state: State;
  readonly found: string;
  /** What to do, where something is wrong. */
  readonly advice?: string;
}

export const ok = (check: string, found: string): Finding => ({ check, state: "ok", found });

export const skipped = (check: string, why: string): Finding => ({ check, state: "skipped", found: why });

export const warning = (check: string, found: string, advice: string): Finding => ({
  check,
  state: "warning",
  found,
  advice,
});

export const failed = (check: string, found: string, advice?: string): Finding => ({
  check,
  state: "failed",
  found,
  advice,
});
