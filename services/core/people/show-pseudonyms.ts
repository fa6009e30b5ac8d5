import { PSEUDONYMS } from "./pseudonym.js";

/** What people are called, by the id of their pseudonym. */
export type Names = ReadonlyMap<string, string>;

/** Puts names in the place of the pseudonyms of a text; of whom no name is known stands `person 7f3a9c01 (approver)`. */
export function showPseudonyms(text: string, names: Names = NO_NAMES): string {
  if (!text.includes("person-")) return text;
  return text.replace(
    PSEUDONYMS,
    (_all, id: string, _kind, _account, _forms, _nobody, part: string) =>
      names.get(id) ?? `person ${id.slice(0, 8)} (${part})`,
  );
}

const NO_NAMES: Names = new Map();
