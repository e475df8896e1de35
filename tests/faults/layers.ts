import { isDeepStrictEqual } from "node:util";
import type { CallRecord } from "../../simulator/src/index";
import { PulumiProject } from "../../tools/pulumi/project";
import { environment, programText } from "../engine/programs";
import { allCells } from "./cells";
import { Draw } from "./draw";
import { type Declared, EngineModel } from "./engineModel";
import type { Strike } from "./strike";
import { declared, forms, gateways, liveIds } from "./forms";
import { editsOf } from "./operations";
import { useModules } from "./packageCopy";
import type { Cell } from "./play";
import { programOf } from "./programText";
import { run } from "./running";
import { Scene } from "./scene";
import { Workshop } from "./workshop";

/** What is compared of a cell that is played in both layers. */
export interface Summary {
  /** Whether each command succeeded. */
  readonly commands: readonly string[];
  /** The changes that were sent, with what came of them. */
  readonly sent: readonly string[];
  /** Ids on one side only, at the end. */
  readonly agree: readonly string[];
  /** What each command said: of the model the failures, of the CLI all that it printed. */
  readonly said: readonly (readonly string[])[];
}

/** Cells without a kill, each with another fault. One that passes would be over before a CLI has started. */
export function comparedCells(count: number, seed: number): Cell[] {
  const simple = allCells().filter(
    ({ fault, next, form }) =>
      fault.needs === undefined &&
      fault.beside === undefined &&
      fault.passes !== true &&
      next === "up" &&
      form !== "three",
  );
  const tried = new Set<string>();
  const once = new Draw(seed).some(simple, simple.length).filter(({ fault }) => {
    const isNew = !tried.has(fault.name);
    tried.add(fault.name);
    return isNew;
  });
  return once.slice(0, count);
}

/** How a command ended, and what it said. */
interface Ended {
  readonly succeeded: boolean;
  readonly said: readonly string[];
}

/** One layer: runs a command, and tells which ids its state has. */
interface Layer {
  command(
    name: "up" | "refresh" | "destroy",
    program: readonly Declared[],
    forced: readonly string[],
  ): Promise<Ended>;
  ids(): Promise<string[]>;
  close(): Promise<void>;
}

/** Plays a cell with the model of the engine and with the CLI; returns where they differ. */
export async function inBothLayers(cell: Cell): Promise<string[]> {
  const workshop = new Workshop();
  const [model, cli] = await summaries(cell, workshop).finally(() => workshop.close());
  const differ = (["commands", "sent"] as const)
    .filter((aspect) => !isDeepStrictEqual(cli[aspect], model[aspect]))
    .map((aspect) => `${aspect}: ${cli[aspect].join(", ")} (CLI), ${model[aspect].join(", ")} (model)`);
  return [
    ...differ,
    ...cli.agree.map((id) => `in state or cloud only, after the CLI: ${id}`),
    ...model.agree.map((id) => `in state or cloud only, after the model: ${id}`),
    ...model.said.flatMap((failures, command) => unprinted(failures, cli.said[command] ?? [])),
  ];
}

/** Failures of the model that the CLI doesn't print for its own. */
function unprinted(failures: readonly string[], printed: readonly string[]): string[] {
  const all = comparable(printed.join("\n"));
  return failures
    .filter((failure) => !all.includes(comparable(failure)))
    .map((failure) => `the CLI doesn't print: ${failure}`);
}

/** Without what is another in each run: ids, addresses, times. */
const comparable = (text: string): string =>
  text
    .replace(/\b(vco|vss)-\w+/g, "an id")
    .replace(/[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}/gi, "an id")
    .replace(/127\.0\.0\.1:\d+/g, "an address")
    .replace(/\d+/g, "a number")
    .replace(/\s+/g, " ");

const summaries = async (cell: Cell, workshop: Workshop): Promise<[model: Summary, cli: Summary]> => [
  await summarize(cell, workshop, modelLayer),
  await summarize(cell, workshop, cliLayer),
];

type OpenLayer = (scene: Scene, workshop: Workshop) => Promise<Layer>;

async function summarize(cell: Cell, workshop: Workshop, open: OpenLayer): Promise<Summary> {
  const scene = await Scene.start({ tokens: cell.tokens });
  const layer = await open(scene, workshop);
  try {
    return await playIn(layer, scene, cell);
  } finally {
    await layer.close();
    await scene.close();
  }
}

async function playIn(layer: Layer, scene: Scene, { form: name, operation, fault }: Cell): Promise<Summary> {
  const form = forms[name];
  const commands: string[] = [];
  const said: (readonly string[])[] = [];
  const play = async (
    what: "up" | "refresh" | "destroy",
    edits: Record<string, unknown>[],
    force = false,
  ) => {
    const program = declared(form, edits, fault.limit).map((one) => ({
      ...one,
      deleteBeforeReplace: !(force && operation.createFirst === true),
    }));
    const forced = force && operation.forced === true ? program.map((one) => one.name) : [];
    const ended = await layer.command(what, program, forced);
    commands.push(`${what} ${ended.succeeded ? "succeeds" : "fails"}`);
    said.push(ended.said);
  };
  if (operation.exists) await play("up", []);
  const gatewayId = gateways[form.gateway] ?? "";
  const since = scene.calls().length;
  const strike: Strike = { scene, form, operation, targets: operation.targets(form), gatewayId, since };
  fault.plan?.(strike);
  const edits = editsOf(form, operation);
  await play(operation.command, edits, true);
  fault.mend?.(strike);
  scene.simulator.faults.clear();
  await play("refresh", edits);
  await play("up", edits);
  const [live, known] = [liveIds(scene.simulator.inventory()), await layer.ids()];
  const agree = [...live.filter((id) => !known.includes(id)), ...known.filter((id) => !live.includes(id))];
  return { commands, sent: scene.calls().filter(isChange).map(told), agree, said };
}

const isChange = ({ operation }: CallRecord): boolean => !/^(Describe|List)/.test(operation);
const told = ({ operation, outcome }: CallRecord): string => `${operation} ${outcome}`;

async function modelLayer(scene: Scene, workshop: Workshop): Promise<Layer> {
  const model = new EngineModel();
  return Promise.resolve({
    command: async (command, program, forced) => {
      const { failures, violations } = await run(workshop, scene, model, { command, program, forced });
      if (violations.length > 0) throw new Error(violations.join("\n"));
      return { succeeded: failures.length === 0, said: failures };
    },
    ids: () => Promise.resolve(model.ids()),
    close: () => Promise.resolve(),
  });
}

async function cliLayer(scene: Scene, workshop: Workshop): Promise<Layer> {
  const made: PulumiProject = await PulumiProject.create({
    name: "faults",
    program: programText(""),
    config: { "alicloud:region": "cn-hangzhou" },
    env: environment(scene.simulator),
  });
  useModules(made, workshop.folder);
  return {
    command: async (command, program, forced) => {
      made.write("index.js", programText(programOf(program)));
      const names = forced.flatMap((name) => ["--replace", `**${name}`]);
      const { code, output } = command === "up" ? await made.up(...names) : await made[command]();
      return { succeeded: code === 0, said: [output] };
    },
    ids: async () => {
      const { resources } = await made.state();
      return resources.flatMap(({ type, id }) =>
        type.startsWith("pulumi-nodejs:") && id !== undefined ? [id] : [],
      );
    },
    close: () => made.dispose(),
  };
}
