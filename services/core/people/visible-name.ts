import { INVISIBLE_CHARACTERS } from "../text/invisible-characters.js";

/** A name as the eye sees it: without what is invisible, without accents, in the plain form of each letter. */
export function visibleName(name: string): string {
  return name
    .normalize("NFKD")
    .replaceAll(/\s+/g, " ")
    .replaceAll(INVISIBLE_CHARACTERS, "")
    .replaceAll(/[\p{Cf}\p{M}]/gu, "")
    .normalize("NFKC");
}
