import { parsePseudonym } from "./pseudonym.js";

/** A name without what people write now so and now otherwise: case and blanks. Of a pseudonym, what all spellings of the name share. */
export function plainName(name: string): string {
  const pseudonym = parsePseudonym(name);
  // In capitals, which no name has here: nobody is taken for a pseudonym by being called like it.
  if (pseudonym !== undefined) return `PERSON-${pseudonym.id}`;
  return name.normalize("NFKC").replaceAll(/\s+/g, " ").trim().toLowerCase();
}
