import type { Manager } from "./cleanProject";

/** What is tried together. */
export interface Cell {
  /** Major version of Node.js. */
  readonly node: string;
  /** Version or range of `@pulumi/pulumi`, and of the TypeScript that it takes. */
  readonly sdk: string;
  readonly typescript: string;
  readonly manager: Manager;
}

export const OLDEST = "3.216.0";
/** Ranges let in what comes; the table says what came. */
const NEWEST = "^3.248.0";
const LAST_FOR_NODE_20 = ">=3.248.0 <3.249.0";
/** 3.216 takes no TypeScript 6. */
const [TYPESCRIPT_5, TYPESCRIPT_6] = ["~5.9.0", "~6.0.0"];

const versions = [
  { node: "20", sdk: OLDEST, typescript: TYPESCRIPT_5 },
  { node: "20", sdk: LAST_FOR_NODE_20, typescript: TYPESCRIPT_5 },
  { node: "22", sdk: OLDEST, typescript: TYPESCRIPT_5 },
  { node: "22", sdk: NEWEST, typescript: TYPESCRIPT_6 },
  { node: "24", sdk: NEWEST, typescript: TYPESCRIPT_6 },
];

export const cells: readonly Cell[] = versions.flatMap((version) =>
  (["npm", "pnpm"] as const).map((manager) => ({ ...version, manager })),
);

/** Compilers of users' programs, the oldest that knows today's module resolutions first. */
export const compilers = ["~5.0.0", "~5.9.0", "~6.0.0"] as const;
