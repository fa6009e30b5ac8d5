import { matchesGlob } from "#services/core/text/match-glob";

/**
 * Tells whether a path fits a pattern, both given as their parts: `*` and `?` stand for part of a name, `**` for any number
 * of names, none included.
 */
export function matchesPath(pattern: readonly string[], names: readonly string[]): boolean {
  let p = 0;
  let n = 0;
  let star = -1;
  let resume = 0;
  while (n < names.length) {
    const part = pattern[p];
    if (part === "**") {
      star = p++;
      resume = n;
    } else if (part !== undefined && matchesGlob(part, names[n] ?? "")) {
      p++;
      n++;
    } else if (star >= 0) {
      p = star + 1;
      n = ++resume;
    } else {
      return false;
    }
  }
  while (pattern[p] === "**") p++;
  return p === pattern.length;
}

/** Tells whether a file's path fits any of the globs. */
export function matchesAnyGlob(globs: readonly string[], path: string): boolean {
  const names = path.split("/");
  return globs.some((glob) => matchesPath(glob.split("/"), names));
}
