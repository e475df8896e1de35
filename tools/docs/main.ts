import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { repositoryRoot } from "../system/repository";
import { counts } from "./counts";
import { readLedger } from "./ledger";
import { pages } from "./pages";

for (const [path, text] of Object.entries(pages())) {
  const file = join(repositoryRoot(), path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}
for (const [what, count] of counts(readLedger())) console.log(`${String(count).padStart(5)}  ${what}`);
