import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { repositoryRoot } from "../system/repository";
import { readLedger } from "./ledger";
import { npmReadme } from "./npmReadme";
import { rulesPage } from "./rulesPage";

writeFileSync(join(repositoryRoot(), "docs/rules.md"), rulesPage(readLedger()));

const readme = readFileSync(join(repositoryRoot(), "README.md"), "utf8");
writeFileSync(join(repositoryRoot(), "provider/README.md"), npmReadme(readme));
