import { isDeepStrictEqual } from "node:util";
import { type Act, act, ended, resourcesOf } from "./acts";
import { declare, drift, open } from "./table/play";
import { type Row, rows, spelled, switchedOn, valueOf, version, withGenerated } from "./table/rows";

/**
 * The replacement table, played once by the real engine: a resource for each argument, on a gateway of its own. What
 * the preview says of it, what calls `up` makes, and what the table says have to be one thing.
 */
interface Played {
  readonly changed: Act;
  readonly drifted: Act;
  readonly removed: Act;
  readonly explicit: Act;
  readonly refusal: string;
}

let played: Played;

const isRefused = ({ effect: { removal, needed }, kind, field }: Row) =>
  removal.does === "is refused" ||
  (kind === "dual" && field.path.endsWith("remoteCaCertificate") && needed !== undefined);
/** What nobody but the program can change, and what the service doesn't tell. */
const drifts = ({ field }: Row) => !/^(vpnGatewayId|regionId)$/.test(field.path) && field.writeOnly !== true;

/** What is needed always, or in a case. */
const needed = rows.filter(
  ({ effect }) => effect.removal.does === "is refused" || effect.needed !== undefined,
);
const removable = rows.filter((row) => !isRefused(row));

beforeAll(async () => {
  const made = await open();
  declare(made, (row) => version(row, row.first));
  await ended(made.project.up("--parallel", "64"));

  declare(made, (row) => version(row, row.second));
  const changed = await act(made, await resourcesOf(made));

  drift(made, changed.after, rows.filter(drifts));
  await ended(made.project.refresh("--parallel", "64"));
  const drifted = await act(made, changed.after);

  declare(made, (row) => version(row, isRefused(row) ? row.second : undefined));
  const removed = await act(made, drifted.after);

  // What is in force now, generated values too, is written into the program: in another spelling, where there is one.
  declare(made, (row) => {
    const outputs = removed.outputs(row);
    return withGenerated(row, version(row, spelled(row, valueOf(row, outputs))), outputs);
  });
  const explicit = await act(made, removed.after);

  declare(made, switchedOn, needed);
  const refusal = (await made.project.preview()).output;
  played = { changed, drifted, removed, explicit, refusal };
}, 600_000);

const named = (some: readonly Row[]) => some.map((row): [string, Row] => [row.name, row]);

describe("an argument that is changed", () => {
  it.each(named(rows))("%s: the preview's word, the calls and the table agree", (_, row) => {
    const { changed } = played;
    expect({ said: changed.said(row), done: changed.done(row) }).toEqual({
      said: row.effect.change,
      done: row.effect.change,
    });
    expect(valueOf(row, changed.outputs(row))).toEqual(row.second);
    const top = row.field.path.split(".")[0] ?? "";
    if (row.effect.change === "replaces") expect(changed.replacing(row)).toContain(top);
  });
});

describe("an argument that somebody else changed", () => {
  it.each(named(rows.filter(drifts)))("%s: the plan after a refresh puts it back", (_, row) => {
    const { drifted } = played;
    expect({ said: drifted.said(row), done: drifted.done(row) }).toEqual({
      said: row.effect.change,
      done: row.effect.change,
    });
    expect(valueOf(row, drifted.outputs(row))).toEqual(row.second);
  });
});

describe("a value in force that is made explicit, in another spelling where there is one", () => {
  it.each(named(rows))("%s: no change, and no call", (_, row) => {
    const { explicit } = played;
    expect({ said: explicit.said(row), done: explicit.done(row) }).toEqual({
      said: "nothing",
      done: "nothing",
    });
    expect(valueOf(row, explicit.outputs(row))).toBeDefined();
  });

  it("all types of values were spelled otherwise", () => {
    const otherwise = rows.filter((row) => !isDeepStrictEqual(spelled(row, row.second), row.second));
    const types = new Set(otherwise.map(({ field }) => field.type));
    expect([...types].sort()).toEqual(["boolean", "list of strings", "number", "number or string"]);
  });
});

/** What the table says that is there after the argument was taken away. */
function left(row: Row): unknown {
  const { removal } = row.effect;
  if (removal.does === "goes back") return removal.to;
  if (removal.does === "keeps") return row.second;
  return row.field.path === "name" ? row.name : "cn-hangzhou";
}

describe("an argument that is removed", () => {
  it.each(named(removable))("%s: does what the table says", (_, row) => {
    const { removed } = played;
    const word = row.effect.removal.does === "keeps" ? "nothing" : row.effect.change;
    expect({ said: removed.said(row), done: removed.done(row) }).toEqual({ said: word, done: word });
    expect(valueOf(row, removed.outputs(row))).toEqual(left(row));
  });

  it.each(named(needed))("%s: is refused where it is needed", (_, { name, field }) => {
    const words = `${name}: 1 argument is refused:\\s+${field.path}: is required`;
    expect(played.refusal).toMatch(new RegExp(words.replace(/\./g, "\\.")));
  });
});
