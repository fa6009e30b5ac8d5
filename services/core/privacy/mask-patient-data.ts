import type { Mask } from "../mask.js";
import { scanPatientData } from "./scan-patient-data.js";

export interface MaskedPatientData {
  readonly text: string;
  readonly hits: number;
  /** Each kind found, once, sorted. */
  readonly kinds: readonly string[];
}

/** Replaces patient data in a text by tokens, and says how much there was of which kind, never what it was. */
export function maskPatientData(text: string, mask: Mask): MaskedPatientData {
  const hits = scanPatientData(text);
  let masked = "";
  let from = 0;
  for (const hit of hits) {
    masked += text.slice(from, hit.start) + mask.token(text.slice(hit.start, hit.end));
    from = hit.end;
  }
  return {
    text: masked + text.slice(from),
    hits: hits.length,
    kinds: [...new Set(hits.map((hit) => hit.kind))].sort(),
  };
}
