import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { repositoryRoot } from "../system/repository";
import { counts } from "./counts";
import { readLedger } from "./ledger";
import { rulesPage } from "./rulesPage";

const ledger = readLedger();
writeFileSync(join(repositoryRoot(), "docs/rules.md"), rulesPage(ledger));
for (const [what, count] of counts(ledger)) console.log(`${String(count).padStart(5)}  ${what}`);
