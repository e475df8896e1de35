#!/usr/bin/env node
import { run } from "./commands";
import { processShell } from "./shell";

// Whoever reads this may have seen enough, as `| head` has. The command still goes on to its end: it may have begun
// something, such as a simulator or an import.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
});

void run(process.argv.slice(2), processShell()).then((code) => (process.exitCode = code));
