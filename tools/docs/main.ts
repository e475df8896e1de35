import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { repository } from "../system/repository";
import { readLedger } from "./ledger";
import { rulesPage } from "./rulesPage";

writeFileSync(join(repository, "docs/rules.md"), rulesPage(readLedger()));
