import type { Finding } from "#schemas/finding";
import { compareText } from "../text/compare-text.js";

/** Everyone whom the engines name for the changes behind some findings, each once; empty where they name nobody. */
export function makersOf(findings: readonly Pick<Finding, "authorisation">[]): readonly string[] {
  const names = findings.flatMap(({ authorisation: { actors, acts = [] } }) => [
    ...actors,
    ...acts.map(({ actor }) => actor),
  ]);
  return [...new Set(names.filter((name) => name.trim() !== ""))].sort(compareText);
}
