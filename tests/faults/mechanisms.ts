import type { Patch } from "./packageCopy";
import type { Cell } from "./play";

/** A mechanism of the package, and how to take it out of the built code. */
export interface Mechanism {
  readonly name: string;
  readonly patches: readonly Patch[];
  /** The cells it is there for. */
  readonly cells: (cell: Cell) => boolean;
}

const isConnection = ({ form }: Cell): boolean => form !== "server";
const loses = ({ fault }: Cell): boolean => fault.loses === true;
const creates = ({ operation }: Cell): boolean => operation.creates === true;

export const mechanisms: readonly Mechanism[] = [
  {
    name: "token",
    patches: [
      [
        "lifecycle/create.js",
        ".update(JSON.stringify(facts))",
        ".update(JSON.stringify([facts, Math.random()]))",
      ],
    ],
    cells: (cell) => !isConnection(cell) && loses(cell) && creates(cell) && cell.tokens !== "C",
  },
  {
    name: "mark",
    patches: [
      ["dynamic/session.js", 'mark: (0, configuration_1.isOn)(this.settings, "mark")', "mark: false"],
    ],
    cells: (cell) => isConnection(cell) && loses(cell) && creates(cell),
  },
  {
    name: "queue",
    patches: [["lifecycle/queue.js", "this.queue.push(waiter);", "this.queue.push(waiter), resolve();"]],
    cells: ({ form, fault }) => form === "three" && fault.name === "none",
  },
  {
    name: "wait for active",
    patches: [
      ["lifecycle/queue.js", "async untilActive(", "async untilActive() {} async formerUntilActive("],
    ],
    cells: ({ operation, fault }) => operation.waits && fault.name === "none",
  },
  {
    name: "partial failure",
    patches: [["dynamic/failures.js", "if (error instanceof errors_1.UnfinishedError", "if (false"]],
    cells: ({ operation, fault }) => operation.waits && fault.name === "gateway stuck by the change",
  },
  {
    name: "asking after a lost answer",
    patches: [["lifecycle/queue.js", "return settled.outcome;", ""]],
    cells: ({ operation, fault, tokens }) =>
      fault.name === "answer lost, change made" &&
      (operation.name === "delete" || (operation.creates === true && tokens === "C")),
  },
  {
    name: "unfinished in the state",
    patches: [["dynamic/adapter.js", "[hidden_1.UNFINISHED]: true", "[hidden_1.UNFINISHED]: false"]],
    cells: ({ operation, fault, next }) =>
      operation.name !== "delete" &&
      fault.name === "permission to look at the gateway lost" &&
      next === "refresh, up",
  },
  {
    name: "engine watch",
    patches: [["dynamic/session.js", "if (engineAddress !== undefined)", "if (false)"]],
    cells: ({ fault }) => fault.needs === "engine",
  },
  {
    name: "delete guard",
    patches: [["dynamic/adapter.js", "if (this.session.isKept(id))", "if (false)"]],
    cells: ({ operation }) => operation.name === "replace by force, create first",
  },
];
