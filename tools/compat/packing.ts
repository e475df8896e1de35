import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { mustRun } from "../system/command";
import { repositoryRoot } from "../system/repository";

/** The two packages as they would be published. */
export interface Tarballs {
  readonly provider: string;
  readonly simulator: string;
}

/** Packs what is built. */
export async function packPackages(folder: string): Promise<Tarballs> {
  mkdirSync(folder, { recursive: true });
  const pack = async (workspace: string): Promise<string> => {
    const args = ["pack", "--json", "--workspace", workspace, "--pack-destination", folder];
    const { stdout } = await mustRun("npm", args, { cwd: repositoryRoot(), env: process.env });
    return join(folder, packedName(JSON.parse(stdout)));
  };
  return { provider: await pack("provider"), simulator: await pack("simulator") };
}

/** A list of what was packed; of some versions of npm, a table by the packages' names. */
function packedName(told: unknown): string {
  const [first] = Object.values(told as Record<string, { readonly filename: string }>);
  if (first === undefined) throw new Error("npm pack tells of no package.");
  return first.filename;
}
