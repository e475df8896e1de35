import { readFileSync } from "node:fs";
import { join } from "node:path";
import { repositoryRoot } from "../system/repository";
import { releaseProblems } from "./problems";

/** `node tools/lib/release/main.js v0.1.0`: whether this tag may be published. */
const problems = releaseProblems(process.argv[2] ?? "", (path) =>
  readFileSync(join(repositoryRoot(), path), "utf8"),
);
for (const problem of problems) console.error(problem);
process.exitCode = problems.length === 0 ? 0 : 1;
