import { dirname, join } from "node:path";
import ts from "typescript";
import { repositoryRoot } from "../../tools/system/repository";
import type { Block } from "./pages";

/** What a program gets from `pulumi new typescript`, but for emitting; the packages are the built ones. */
const options: ts.CompilerOptions = {
  strict: true,
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.Node16,
  moduleResolution: ts.ModuleResolutionKind.Node16,
  types: ["node", "jest"],
  esModuleInterop: true,
  skipLibCheck: true,
  noEmit: true,
  allowJs: true,
  checkJs: true,
};

/** The file that a block's first line names, `// network.ts`. */
export const fileOf = ({ text }: Block): string | undefined =>
  /^\/\/ ([\w./-]+\.[cm]?[jt]s)\n/.exec(text)?.[1];

/**
 * Compiles blocks, and files that a page speaks of, as if each page were a folder of the repository: nothing is
 * written. @returns what the compiler says, by where the block is
 */
export function compiled(blocks: readonly Block[], others: Readonly<Record<string, string>> = {}): string[] {
  const folder = join(repositoryRoot(), "tests", "docs", "pages");
  const placed = blocks.map((block, index) => {
    const extension = block.language.startsWith("j") ? "js" : "ts";
    return [join(folder, block.page, fileOf(block) ?? `block-${String(index)}.${extension}`), block] as const;
  });
  const files = new Map([
    ...placed.map(([file, { text }]) => [file, text] as const),
    ...Object.entries(others).map(([file, text]) => [join(folder, file), text] as const),
  ]);
  const program = ts.createProgram({ rootNames: [...files.keys()], options, host: hostOver(files) });
  const at = new Map(placed.map(([file, block]) => [file, block.at]));
  return ts.getPreEmitDiagnostics(program).map((found) => {
    const name = found.file?.fileName ?? "";
    const line =
      found.file === undefined ? 0 : found.file.getLineAndCharacterOfPosition(found.start ?? 0).line;
    const message = ts.flattenDiagnosticMessageText(found.messageText, "\n");
    return `${at.get(name) ?? name}, line ${String(line + 1)} of the block: ${message}`;
  });
}

/** Declarations of packages, read once for all compilations of a test file. */
const declarations = new Map<string, ts.SourceFile | undefined>();

function hostOver(files: ReadonlyMap<string, string>): ts.CompilerHost {
  const host = ts.createCompilerHost(options);
  const folders = new Set([...files.keys()].flatMap(ancestors));
  const declaration = (name: string, target: ts.ScriptTarget | ts.CreateSourceFileOptions) => {
    if (!declarations.has(name)) declarations.set(name, host.getSourceFile(name, target));
    return declarations.get(name);
  };
  return {
    ...host,
    fileExists: (name) => files.has(name) || host.fileExists(name),
    readFile: (name) => files.get(name) ?? host.readFile(name),
    directoryExists: (name) => folders.has(name) || (host.directoryExists?.(name) ?? false),
    getSourceFile: (name, target) => {
      const text = files.get(name);
      return text === undefined ? declaration(name, target) : ts.createSourceFile(name, text, target);
    },
  };
}

function ancestors(path: string): string[] {
  const parent = dirname(path);
  return parent === path ? [] : [parent, ...ancestors(parent)];
}
