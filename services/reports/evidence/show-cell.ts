import type { EvidenceCell, EvidenceColumn } from "#schemas/evidence-table";
import { cutText } from "../text/cut-text.js";
import { showInstant } from "../text/describe-time.js";

/** A value as people read it: `–` where there is none, and a digest no longer than it takes to tell it from others. */
export function showCell(cell: EvidenceCell, kind: EvidenceColumn["kind"]): string {
  if (cell === null || cell === "") return NONE;
  if (typeof cell === "boolean") return cell ? "yes" : "no";
  if (typeof cell === "number") return String(cell);
  if (kind === "instant" || (kind === "moment" && cell.includes("T"))) return showInstant(cell);
  return kind === "hash" ? shortDigest(cell) : cutText(cell, 600);
}

/** What stands for a value that there is none of. */
export const NONE = "–";

/** The beginning of a digest, of a commit, or of another name that a program made. */
function shortDigest(digest: string): string {
  const [, hex] = /^(?:sha256:)?([0-9a-f]{12})[0-9a-f]{28,}$/.exec(digest) ?? [];
  return hex ?? cutText(digest, 80);
}
