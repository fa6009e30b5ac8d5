import { plainName } from "./plain-name.js";
import { parsePseudonym } from "./pseudonym.js";

/** Whether a name holds a mail address. */
export function hasAddress(name: string): boolean {
  return parsePseudonym(name)?.hasAddress ?? plainName(name).includes("@");
}
