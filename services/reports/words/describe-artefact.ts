import type { Finding } from "#schemas/finding";
import { cutText } from "../text/cut-text.js";

/**
 * An artefact in the words that hold for every product, and beside them in those of its own: `interface 'PAS ADT In' (channel)`.
 * Where the product's word says the same, once is enough: `lookup table 'Gender'`.
 */
export function describeArtefact({ artefact, concept }: Pick<Finding, "artefact" | "concept">): string {
  const kind = wordsOf(cutText(artefact.kind, 60));
  const name = cutText(artefact.name, 120);
  if (name.toLowerCase() === kind.toLowerCase()) return kind;
  if (concept === "other" || kind.split(" ").some((word) => word.startsWith(concept))) return `${kind} '${name}'`;
  return `${cutText(concept, 30)} '${name}' (${kind})`;
}

function wordsOf(kind: string): string {
  return kind
    .split("-")
    .map((word) => (ABBREVIATIONS.has(word) ? word.toUpperCase() : word))
    .join(" ");
}

const ABBREVIATIONS: ReadonlySet<string> = new Set(["bpl", "cpf", "dtl", "js", "rest", "sql", "ssl", "x12"]);
