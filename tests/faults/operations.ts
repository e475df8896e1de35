import type { Values } from "../contract/host";
import type { Form } from "./forms";

/** What a command does to a form. */
export interface Operation {
  readonly name: string;
  readonly command: "up" | "refresh" | "destroy";
  /** Whether the form is there before. */
  readonly exists: boolean;
  readonly edits: (form: Form) => readonly (Values | undefined)[];
  /** The operations of the API that a fault strikes. */
  readonly targets: (form: Form) => readonly string[];
  /** Goes through the queue of a gateway, and keeps it busy. */
  readonly waits: boolean;
  /** A change in place. */
  readonly inPlace?: boolean;
  /** As with `pulumi up --replace`, which doesn't ask for a difference. */
  readonly forced?: boolean;
  /** With the option `deleteBeforeReplace: false`. */
  readonly createFirst?: boolean;
  /** The command is refused, and says so. */
  readonly refused?: RegExp;
  /** A create is concerned: how the service treats tokens matters. */
  readonly creates?: boolean;
}

const up = { command: "up", exists: true, waits: true } as const;

export const operations: readonly Operation[] = [
  {
    ...up,
    name: "create",
    exists: false,
    edits: () => [],
    targets: ({ calls }) => [calls.create],
    creates: true,
  },
  {
    ...up,
    name: "update",
    inPlace: true,
    edits: ({ edits }) => [edits.update],
    targets: ({ calls }) => [calls.modify],
  },
  {
    ...up,
    name: "rename",
    inPlace: true,
    // Of an SSL server it is synchronous; of a connection it is a change like any other.
    edits: ({ kind, edits }) => [kind === "SslVpnServer" ? edits.rename : undefined],
    targets: ({ calls }) => [calls.modify],
    waits: false,
  },
  {
    ...up,
    name: "tags",
    inPlace: true,
    edits: ({ edits }) => [edits.tags],
    targets: () => ["TagResources", "UnTagResources"],
    waits: false,
  },
  {
    ...up,
    name: "new key",
    inPlace: true,
    edits: ({ edits }) => [edits.key],
    targets: ({ calls }) => [calls.modify],
  },
  {
    name: "read",
    command: "refresh",
    exists: true,
    edits: () => [],
    targets: ({ calls }) => [calls.describe],
    waits: false,
  },
  {
    name: "delete",
    command: "destroy",
    exists: true,
    edits: () => [],
    targets: ({ calls }) => [calls.delete],
    waits: true,
  },
  {
    ...up,
    name: "replace, at its delete",
    edits: ({ edits }) => [edits.replace],
    targets: ({ calls }) => [calls.delete],
  },
  {
    ...up,
    name: "replace, at its create",
    edits: ({ edits }) => [edits.replace],
    targets: ({ calls }) => [calls.create],
    creates: true,
  },
  {
    ...up,
    name: "replace by force",
    edits: () => [],
    targets: ({ calls }) => [calls.create],
    creates: true,
    forced: true,
  },
  {
    ...up,
    name: "replace by force, create first",
    // A gateway has at most one SSL server.
    edits: ({ kind }) => (kind === "SslVpnServer" ? [undefined] : []),
    targets: () => [],
    creates: true,
    forced: true,
    createFirst: true,
    // The engine asks no diff of what it is forced to replace: nothing tells its connection from another's.
    refused: /has the same peer and overlapping subnets.*import-file/s,
  },
];

/** Whether the form has such an operation. */
export const has = (form: Form, operation: Operation): boolean => !operation.edits(form).includes(undefined);

export const editsOf = (form: Form, operation: Operation): Values[] =>
  operation.edits(form).filter((edit): edit is Values => edit !== undefined);
