import { type Aim, type Effect, boundaries } from "./effects";
import type { Plan, StepPlan } from "./plan";
import { type Told, play } from "./play";
import { type Edits, type FormName, formNames } from "./programs";

const up = (more: Partial<StepPlan> = {}): StepPlan => ({
  command: "up",
  stack: 0,
  strikes: [],
  pause: 0,
  ...more,
});

const struck = (of: Aim["of"], effect: Effect, nth = 1) => ({ strikes: [{ aim: { of, nth }, effect }] });

const killed = (at: (typeof boundaries)[number], heldFor?: number, of: Aim["of"] = "creates") =>
  struck(of, { kind: "kill", at, who: "engine", heldFor });

const told = (form: FormName, steps: readonly StepPlan[], more: Partial<Plan> = {}): Promise<Told> =>
  play({ seed: 7, worlds: [], forms: [form], busy: "4s", steps, pause: 0, destroys: false, ...more });

/** Everything held, and what is left in no state is left for one of these reasons. */
function expectHeld({ violations, leftovers, story }: Told, reasons: readonly string[] = []): void {
  expect([violations, violations.length > 0 ? story : []]).toEqual([[], []]);
  expect(leftovers.filter((why) => !reasons.includes(why))).toEqual([]);
}

/** What commands of the sequence said that failed. */
const failures = ({ story }: Told): string[] =>
  story.filter((line) => line.includes("→") && !/: (succeeds|engine killed)$/.test(line));

const made = ({ records }: Told): string[] => [
  ...new Set(
    records
      .filter(({ operation, outcome }) => operation.startsWith("Create") && outcome === "ok")
      .map(({ resourceId = "" }) => resourceId),
  ),
];

const edited: Readonly<Record<FormName, Edits>> = {
  server: { server: ["subnets"] },
  single: { single: ["subnets"] },
  dual: { dual: ["subnets"] },
};

const LATE = "late request of a dead sender";

describe.each(formNames)("of a %s", (form) => {
  test.each([
    ["killed", [up(killed("executed"))], {}],
    ["unfinished", [up()], { busy: "75s", limit: "30s" }],
  ] as [string, StepPlan[], Partial<Plan>][])(
    "a create left %s, the stack renamed: the same program elsewhere never touches it, nor its destroy",
    async (_, first, more) => {
      const steps = [
        ...first,
        up({ command: "rename", pause: 2_000 }),
        up({ stack: 1, pause: 2_000 }),
        up({ stack: 1, command: "destroy" }),
      ];
      expectHeld(await told(form, steps, { ...more, placement: "apart" }));
    },
  );

  test.each([0, 500, 3_000, 8_000])(
    "two stacks of one URN on two backends, the second %d ms later: neither takes the other's",
    async (beside) => {
      expectHeld(await told(form, [up({ beside })], { placement: "double" }));
    },
  );

  test.each([
    ["the same program", undefined],
    ["edited subnets", edited[form]],
  ])(
    "a kill while sending, executed 35 s later, and up after 2 s with %s: one, or one is named",
    async (_, edits) => {
      const steps = [up(killed("underWay", 35_000)), up({ pause: 2_000, edits })];
      expectHeld(await told(form, steps), [LATE]);
    },
  );

  test("a hook that repeats what ended unfinished comes to one resource", async () => {
    const ended = await told(form, [up({ repeats: 3 })], { busy: "75s", limit: "30s" });
    expectHeld(ended);
    expect(made(ended)).toHaveLength(1);
  });

  test("where describes lag, up, refresh, up and destroy leave no orphan and fail nowhere", async () => {
    const steps = [up(), up({ command: "refresh" }), up(), up({ command: "destroy" })];
    const ended = await told(form, steps, { worlds: ["describes lag 10 s"], destroys: true });
    expectHeld(ended);
    expect(failures(ended)).toEqual([]);
  });

  test.each(["up", "an edited up", "destroy", "clear"])(
    "a kill at any boundary, also after the mark's end was answered, and then %s: nothing of others is touched, and nothing is left unsaid",
    async (next) => {
      const command = next === "destroy" || next === "clear" ? next : "up";
      const then = up({ command, edits: next === "an edited up" ? edited[form] : undefined, pause: 2_000 });
      const tags = form === "server" ? [] : boundaries.map((at) => up(killed(at, undefined, "tags")));
      const kills = [...boundaries.map((at) => up(killed(at))), ...tags, up({ killedAtSave: 1 })];
      for (const kill of kills) {
        expectHeld(await told(form, [kill, then]), ["between the end of its mark and the save"]);
      }
    },
  );

  test.each([
    [["busy 5 s late"]],
    [["busy 5 s late, changes accepted"]],
    [["busy 5 s late", "describes lag 10 s"]],
  ])("in %j nothing is done before its task has ended", async (worlds) => {
    const ended = await told(form, [up(), up({ edits: edited[form] }), up({ command: "destroy" })], {
      worlds,
    });
    expectHeld(ended);
    expect(failures(ended)).toEqual([]);
  });
});

test("names that keep busy, are refused while busy and lag: no refusal reaches the user of a queue of three", async () => {
  const forms = ["server", "single", "dual"] as const;
  const edits = { server: ["name"], single: ["name", "dpd"], dual: ["name"] };
  const foreign = { gateway: "vpn-a", after: 300, ms: 10_000 };
  for (const names of ["names always keep busy", "names refused while busy"]) {
    const ended = await play({
      seed: 7,
      worlds: [names, "describes lag 10 s"],
      forms,
      busy: "4s",
      steps: [up(), up({ edits, foreign })],
      pause: 0,
      destroys: false,
    });
    expectHeld(ended);
    expect(failures(ended)).toEqual([]);
  }
});

test.each(["the answer of one is lost", "the request of one is lost"] as const)(
  "two stacks of one connection's URN at once, and %s: neither takes the other's",
  async (what) => {
    const kind = what.startsWith("the answer") ? "lostAnswer" : "lostRequest";
    const lost = struck("creates", { kind, seen: "reset" });
    for (const form of ["single", "dual"] as const) {
      expectHeld(await told(form, [up({ beside: 100, ...lost })], { placement: "double" }));
    }
  },
);

const WINDOW_MS = 70_000;

const unclear: [string, Effect][] = [
  ["ConnectTimeout after sending", { kind: "lostAnswer", seen: "ConnectTimeout" }],
  ["EHOSTUNREACH on read", { kind: "lostAnswer", seen: "unreachable" }],
  ["400 with null", { kind: "error", as: "400 with null", executed: true }],
  ["502 with HTML", { kind: "error", as: "502 with HTML", executed: true }],
  ["LastTokenProcessing", { kind: "error", as: "400 LastTokenProcessing", executed: true }],
  ["a request that is lost", { kind: "lostRequest", seen: "nothing" }],
];

test.each(unclear)("after %s a connection's create isn't repeated blindly", async (_, effect) => {
  for (const form of ["single", "dual"] as const) {
    const ended = await told(form, [up(struck("creates", effect))], { worlds: ["all lags 8 s"] });
    expectHeld(ended);
    expect(failures(ended)).toEqual([]);
    expect(made(ended)).toHaveLength(1);
    const sent = ended.records.filter(({ operation }) => operation.startsWith("Create"));
    const gaps = sent.slice(1).map(({ sentAt }, index) => sentAt - (sent[index]?.sentAt ?? 0));
    expect(gaps.filter((gap) => gap < WINDOW_MS)).toEqual([]);
  }
});

test.each(unclear)("after %s a mark's end is seen to: none stays on what is finished", async (_, effect) => {
  for (const form of ["single", "dual"] as const) {
    expectHeld(await told(form, [up(struck("tags", effect))], { worlds: ["tags lag 10 s"] }));
  }
});
