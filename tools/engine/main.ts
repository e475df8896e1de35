import { EngineError, ensureEngine } from "./ensure";

/** `node tools/lib/engine/main.js`: makes sure of an engine and prints which one, and why. */
async function main(): Promise<void> {
  const engine = await ensureEngine();
  console.log(`Pulumi ${engine.version} (${engine.how}): ${engine.why}`);
  console.log(`To use it in a shell: export PATH="${engine.path}:$PATH"`);
}

main().catch((error: unknown) => {
  console.error(error instanceof EngineError ? error.message : error);
  process.exitCode = 1;
});
