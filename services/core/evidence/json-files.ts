import type { EvidenceDocument } from "#schemas/evidence-document";
import { canonicalText } from "../seal/seal-record.js";
import { digestOf } from "../text/digest.js";

/** A file of a pack that is text. */
export interface TextFile {
  readonly name: string;
  readonly text: string;
}

/** Makes the files of a pack that are JSON, in canonical form (RFC 8785) with a line's end. */
export function jsonFiles(document: EvidenceDocument): readonly TextFile[] {
  return [
    jsonFile("00-cover.json", coverOf(document)),
    jsonFile("10-integrity.json", document.integrity),
    jsonFile("control-map.json", { framework: document.parameters.framework, outcomes: document.controls }),
    jsonFile("evidence.json", document),
  ];
}

function jsonFile(name: string, value: unknown): TextFile {
  return { name, text: `${canonicalText(value)}\n` };
}

/** What the pack is, and how many rows of which digest each list holds. */
function coverOf({ parameters, scope, exclusions, tables, figures }: EvidenceDocument): unknown {
  return {
    ...{ parameters, scope, exclusions, figures },
    tables: tables.map(({ id, title, explains, rows }) => ({
      ...{ id, title, explains, rows: rows.length, digest: digestOf(canonicalText(rows)) },
    })),
  };
}
