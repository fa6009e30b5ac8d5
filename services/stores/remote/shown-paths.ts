import { escapeText } from "#services/core/text/escape-text";

/** Paths for people to look at, each once, escaped: names of files come from people, and may be anything. */
export function shownPaths(paths: readonly string[]): readonly string[] {
  const named = [...new Set(paths)].filter((path) => path !== "");
  return named.slice(0, MAX_SHOWN).map((path) => escapeText(path).slice(0, 300));
}

const MAX_SHOWN = 100;
