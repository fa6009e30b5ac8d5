import { RE2JS } from "re2js";

/**
 * Compiles a pattern from the policy for an engine whose work grows with the text alone: a pattern as people write them can hold
 * up a backtracking engine for hours. Letters match in either case.
 *
 * @returns `undefined` for what is no regular expression, and for what only backtracking can do: looking around, referring back
 */
export function compilePattern(pattern: string): RE2JS | undefined {
  try {
    return RE2JS.compile(pattern, RE2JS.CASE_INSENSITIVE);
  } catch {
    return undefined;
  }
}
