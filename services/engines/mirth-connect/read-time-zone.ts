import type { ParsedExport } from "#services/core/dialect";
import { branchNode, leafNode } from "./raw-nodes.js";

/** Summer time → the name of the same zone in winter. Not `IST`, which is India as well as Ireland. */
const STANDARD_NAMES: Readonly<Record<string, string>> = {
  BST: "GMT",
  CEST: "CET",
  EEST: "EET",
  WEST: "WET",
};

/**
 * Reads the time zone, `GMT (UTC +0)` in winter and `BST (UTC +1)` in summer: the artefact holds what does not change
 * with the clocks, or the whole estate would drift twice a year.
 */
export function readTimeZone(text: string): ParsedExport {
  const zone = text.replace(/\s*\(UTC [^)]*\)$/, "");
  const root = branchNode("engine", [leafNode("timeZone", STANDARD_NAMES[zone] ?? zone)]);
  return { artefacts: [{ kind: "engine", key: "time-zone", name: "Time zone", root }], facts: { timeZone: text } };
}
