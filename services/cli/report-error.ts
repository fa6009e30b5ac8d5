import { LockstepError } from "#services/core/errors";
import { escapeText } from "#services/core/text/escape-text";
import type { CommandContext } from "./command-context.js";
import { EXIT } from "./exit-codes.js";

/** Tells a person what happened and what to do, and gives the exit code: an error is never a verdict. */
export function reportError(thrown: unknown, { stderr, environment }: CommandContext): number {
  const error = fromSystem(thrown);
  if (error instanceof LockstepError && error.code === "aborted") {
    // Whoever interrupted knows what to do.
    stderr.write(`lockstep: ${escapeText(error.message)} (aborted)\n`);
    return exitOfError(error);
  }
  if (error instanceof LockstepError) {
    stderr.write(`lockstep: ${escapeText(error.message, { lines: "keep" })}\n  ${error.code}: ${error.remedy}\n`);
    return exitOfError(error);
  }
  const name = error instanceof Error ? error.constructor.name : typeof error;
  stderr.write(`lockstep: failed (${name}). This is a bug of ours; set LOCKSTEP_TRACE=1 to see where.\n`);
  if (environment["LOCKSTEP_TRACE"] === "1" && error instanceof Error)
    stderr.write(`${escapeText(frames(error), { lines: "keep" })}\n`);
  return EXIT.bug;
}

/** What the operating system refuses is no bug of ours. */
function fromSystem(error: unknown): unknown {
  if (error instanceof LockstepError || !(error instanceof Error)) return error;
  const { code, syscall, path }: NodeJS.ErrnoException = error;
  if (code === undefined || syscall === undefined) return error;
  const what = path === undefined ? syscall : `${syscall} ${path}`;
  return new LockstepError("system-refused", `The system refused '${what}' (${code}).`, { cause: error });
}

function exitOfError({ code }: LockstepError): number {
  if (code === "usage") return EXIT.usage;
  if (code === "aborted") return EXIT.interrupted;
  return code === "bug" ? EXIT.bug : EXIT.unknown;
}

/** Where it happened; the message may hold what was read, so it stays out. */
function frames(error: Error): string {
  return (error.stack ?? "")
    .split("\n")
    .filter((line) => line.startsWith("    at "))
    .join("\n");
}
