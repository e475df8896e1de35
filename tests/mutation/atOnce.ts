/**
 * `describe` and `it` that make one test of all: for each of some hundred tests jest takes a millisecond, and a mutant
 * is judged by the first that fails. They know what the tests of the rules use: plain functions and `each`.
 */
type Body = (...args: unknown[]) => unknown;

const bodies: (() => unknown)[] = [];

const each = (rows: readonly unknown[], call: Body): void => {
  for (const row of rows) call(...(Array.isArray(row) ? (row as unknown[]) : [row]));
};

const describe = (_title: string, body: Body) => body();
describe.each = (rows: readonly unknown[]) => (_title: string, body: Body) => each(rows, body);

const it = (_title: string, body: Body) => bodies.push(body);
it.each = (rows: readonly unknown[]) => (_title: string, body: Body) =>
  each(rows, (...row) => bodies.push(() => body(...row)));

const ofJest = globalThis.it;
Object.assign(globalThis, { describe, it });

/** Registers everything that was described since this file was loaded as one test. */
export function atOnce(): void {
  if (bodies.length === 0) throw new Error("nothing was described");
  ofJest(`all ${bodies.length}`, () => {
    // What comes back from a test that waits would be lost.
    for (const body of bodies) expect(body()).toBeUndefined();
  });
}
