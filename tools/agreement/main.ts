import { spawnSync } from "node:child_process";
import { parseArgs } from "node:util";
import { repositoryRoot } from "../system/repository";

/** `npm run agreement -- --cases 20000 --seed 7`: the properties of tests/agreement, with as many cases as wanted. */
const { values } = parseArgs({
  options: { cases: { type: "string", default: "20000" }, seed: { type: "string" } },
});

const { status } = spawnSync(
  process.execPath,
  [
    require.resolve("jest/bin/jest"),
    "--selectProjects",
    "agreement",
    "--testPathPatterns",
    "(agreement|states|unknowns)\\.test",
  ],
  {
    cwd: repositoryRoot(),
    stdio: "inherit",
    env: {
      ...process.env,
      AGREEMENT_CASES: values.cases,
      AGREEMENT_SEED: values.seed ?? String(Math.floor(Math.random() * 2 ** 31)),
    },
  },
);
process.exitCode = status ?? 1;
