import { RE2JS } from "re2js";

/** Whether `a` also stands for `A`. */
type Letters = "any-case" | "as-written";

/**
 * Compiles a pattern that people wrote for an engine whose work grows with the text alone: a pattern as people write them can hold
 * up a backtracking engine for hours. Letters match in either case, unless they are meant as written.
 *
 * @returns `undefined` for what is no regular expression, and for what only backtracking can do: looking around, referring back
 */
export function compilePattern(pattern: string, letters: Letters = "any-case"): RE2JS | undefined {
  const compiled = tryToCompile(pattern, letters);
  return compiled instanceof RE2JS ? compiled : undefined;
}

/** Says why a pattern cannot be compiled; `undefined` where it can. */
export function patternProblem(pattern: string): string | undefined {
  const compiled = tryToCompile(pattern, "as-written");
  return compiled instanceof RE2JS ? undefined : compiled.message.replace(/^error parsing regexp: /, "");
}

function tryToCompile(pattern: string, letters: Letters): RE2JS | Error {
  try {
    return RE2JS.compile(pattern, letters === "any-case" ? RE2JS.CASE_INSENSITIVE : 0);
  } catch (error) {
    if (error instanceof Error) return error;
    throw error;
  }
}
