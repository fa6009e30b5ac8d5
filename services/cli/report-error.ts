import { LockstepError } from "#services/core/errors";
import type { CommandContext } from "./command-context.js";
import { EXIT } from "./exit-codes.js";

/** Tells a person what happened and what to do, and gives the exit code: an error is never a verdict. */
export function reportError(error: unknown, { stderr, environment }: CommandContext): number {
  if (error instanceof LockstepError) {
    stderr.write(`lockstep: ${visible(error.message)}\n  ${error.code}: ${error.remedy}\n`);
    if (error.code === "usage") return EXIT.usage;
    return error.code === "bug" ? EXIT.bug : EXIT.unknown;
  }
  const name = error instanceof Error ? error.constructor.name : typeof error;
  stderr.write(`lockstep: failed (${name}). This is a bug of ours; set LOCKSTEP_TRACE=1 to see where.\n`);
  if (environment["LOCKSTEP_TRACE"] === "1" && error instanceof Error) stderr.write(`${visible(frames(error))}\n`);
  return EXIT.bug;
}

/** Where it happened; the message may hold what was read, so it stays out. */
function frames(error: Error): string {
  return (error.stack ?? "")
    .split("\n")
    .filter((line) => line.startsWith("    at "))
    .join("\n");
}

/** Control characters could make a terminal lie. */
function visible(text: string): string {
  return text.replaceAll(/[^\P{C}\n]/gu, (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`);
}
