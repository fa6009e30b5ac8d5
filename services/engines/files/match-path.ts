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

/** Tells whether anything below a folder could fit any of the globs. */
export function mayMatchBelow(globs: readonly string[], folder: string): boolean {
  const names = folder.split("/");
  return globs.some((glob) => {
    const pattern = glob.split("/");
    const star = pattern.indexOf("**");
    const fixed = star === -1 ? pattern : pattern.slice(0, star);
    if (star === -1 && pattern.length <= names.length) return false;
    return names.slice(0, fixed.length).every((name, index) => matchesGlob(fixed[index] ?? "", name));
  });
}
