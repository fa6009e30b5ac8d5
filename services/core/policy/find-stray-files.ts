import { suggestWord } from "../text/suggest-word.js";
import { CONTROL_MAP_FILE } from "./beside-judgement.js";
import type { GovernedProblem } from "./governed-problem.js";

/** Finds files below `policy/` that look like policy and that nothing reads: whoever wrote one believes it is in force. */
export function findStrayFiles(files: Iterable<string>, known: readonly string[]): GovernedProblem[] {
  return [...files]
    .filter((file) => file.startsWith("policy/") && /\.(ya?ml|json)$/i.test(file))
    .filter(
      (file) => !known.includes(file) && !RULE_PACK.test(file) && !CONTROL_MAP_FILE.test(file) && !/\/\./.test(file),
    )
    .sort()
    .map((file) => ({
      file,
      path: "/",
      message: STRAY,
      remedy: remedyFor(file, known),
    }));
}

const STRAY = "is no policy file, so nothing reads it";

/** Whether a problem is no more than that nothing reads a file: then all others are in force. */
export function isStrayFile({ message }: GovernedProblem): boolean {
  return message === STRAY;
}

/** A site's own rules for a product of files: any name. */
const RULE_PACK = /^policy\/[^/]+\.pack\.yaml$/;

function remedyFor(file: string, known: readonly string[]): string {
  const suggestion = suggestWord(file, known);
  const meant = suggestion === undefined ? "" : `Did you mean ${suggestion}? `;
  return `${meant}Rename it, or take it out; there are: ${known.join(", ")}.`;
}
