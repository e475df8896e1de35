import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { repositoryRoot } from "../system/repository";
import { readLedger } from "./ledger";
import { rulesPage } from "./rulesPage";

writeFileSync(join(repositoryRoot(), "docs/rules.md"), rulesPage(readLedger()));
