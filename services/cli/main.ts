#!/usr/bin/env node
import { EXIT } from "./exit-codes.js";
import { runCommandLine } from "./run-command-line.js";

let lost = false;

// A reader that stops reading (`lockstep check | head`) is no fault, and the verdict is still told by the exit. An answer
// that could not be written for another reason, such as a full disk, was not given.
for (const output of [process.stdout, process.stderr]) {
  output.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code === "EPIPE") return;
    lost = true;
    process.exitCode = EXIT.unknown;
  });
}

const exit = await runCommandLine(process.argv.slice(2), {
  cwd: process.cwd(),
  environment: process.env,
  stdout: process.stdout,
  stderr: process.stderr,
  catchInterrupts,
});
process.exitCode = lost ? EXIT.unknown : exit;

function catchInterrupts(): AbortSignal {
  const interruption = new AbortController();
  for (const name of ["SIGINT", "SIGTERM"] as const) {
    process.once(name, () => {
      process.stderr.write("\nlockstep: stopping in order; once more stops at once\n");
      interruption.abort();
    });
  }
  return interruption.signal;
}
