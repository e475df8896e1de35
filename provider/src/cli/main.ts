#!/usr/bin/env node
import { run } from "./commands";
import { processShell } from "./shell";

void run(process.argv.slice(2), processShell()).then((code) => (process.exitCode = code));
