import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  realpathSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { repositoryRoot } from "../system/repository";

/** What a project is made of: a program's text, several files, or a project that exists. */
export interface ProjectSource {
  /** Pulumi project name of a program given as text. Default: `test`. */
  readonly name?: string;
  /** Text of `index.js` (or of `index.ts`, with `language: "ts"`). */
  readonly program?: string;
  readonly language?: "js" | "ts";
  /** More files, by their path in the project; `Pulumi.yaml` and `package.json` may be among them. */
  readonly files?: Readonly<Record<string, string>>;
  /** A project folder to run instead, or beside the files. It isn't written to: the stack's settings stay here. */
  readonly from?: string;
  /** `none` where the packages are to be installed by whoever made the project. Default: those of the checkout. */
  readonly packages?: "checkout" | "none";
}

/** Folders of one project, all under one temporary folder. */
export interface ProjectFolders {
  readonly root: string;
  readonly project: string;
  readonly home: string;
  readonly state: string;
  readonly temporary: string;
}

export function makeFolders(source: ProjectSource): ProjectFolders {
  const root = mkdtempSync(join(tmpdir(), "pulumi-project-"));
  const at = (name: string): string => join(root, name);
  const inside = { project: at("project"), home: at("home"), state: at("state"), temporary: at("tmp") };
  for (const folder of Object.values(inside)) mkdirSync(folder);
  const folders = { root, ...inside };
  for (const [path, text] of Object.entries(textFiles(source))) writeProjectFile(folders.project, path, text);
  if (source.from !== undefined) linkProject(source.from, folders.project);
  if (source.packages !== "none") linkPackages(folders.project);
  return folders;
}

export function writeProjectFile(project: string, path: string, text: string): void {
  mkdirSync(dirname(join(project, path)), { recursive: true });
  writeFileSync(join(project, path), text);
}

function textFiles({
  name = "test",
  program,
  language = "js",
  files = {},
  from,
}: ProjectSource): Record<string, string> {
  if (program === undefined) return { ...files };
  const main = `index.${language}`;
  const manifests =
    from === undefined
      ? {
          "Pulumi.yaml": `name: ${name}\nruntime: nodejs\n`,
          "package.json": JSON.stringify({ name, private: true, main }),
          ...(language === "ts" ? { "tsconfig.json": JSON.stringify(TYPESCRIPT) } : {}),
        }
      : {};
  return { ...manifests, [main]: program, ...files };
}

/** The language host's own defaults ask for a module resolution that TypeScript 6 reports as deprecated. */
const TYPESCRIPT = {
  compilerOptions: {
    target: "ES2022",
    module: "node16",
    moduleResolution: "node16",
    strict: true,
    skipLibCheck: true,
  },
};

/** Links rather than copies: the program runs where it is, and only what the CLI writes lands here. */
function linkProject(from: string, project: string): void {
  for (const entry of readdirSync(from)) {
    const isStackSettings = /^Pulumi\..+\.yaml$/.test(entry);
    if (!isStackSettings && !entry.startsWith(".git") && !existsSync(join(project, entry))) {
      symlinkSync(join(from, entry), join(project, entry));
    }
  }
}

/** What a project of a user has among its dependencies, with what the guide to tests adds. */
const PACKAGES = [
  "@jest/globals",
  "@pulumi/pulumi",
  "@types/jest",
  "@types/node",
  "jest",
  "pulumi-alicloud-vpn",
  "pulumi-alicloud-vpn-simulator",
  "ts-jest",
  "typescript",
];

/**
 * Packages of the checkout, ours among them: both the program and the dynamic provider look here. Only what a project
 * names itself, since the language host reads every manifest below this folder at every command.
 */
export function linkPackages(project: string): void {
  const packages = join(project, "node_modules");
  if (existsSync(packages)) return;
  for (const name of PACKAGES) {
    const link = join(packages, name);
    mkdirSync(dirname(link), { recursive: true });
    symlinkSync(realpathSync(join(repositoryRoot(), "node_modules", name)), link);
  }
}
