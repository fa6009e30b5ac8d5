import { foldName } from "./fold-name.js";
import { parsePseudonym } from "./pseudonym.js";
import { visibleName } from "./visible-name.js";

/**
 * Tells whether a name names nobody who could be held to it: none is given, it holds neither letter nor digit, or one alone, is
 * a word that stands for no name (`n/a`, `TBC`, `nobody`), or holds letters of several scripts, as one does that is made to
 * look like another's.
 */
export function isNobody(name: string | null): boolean {
  if (name === null) return true;
  const pseudonym = parsePseudonym(name);
  if (pseudonym !== undefined) return pseudonym.isNobody;
  const forms = foldName(name);
  if (forms.size === 0 || [...forms].some((form) => NO_NAMES.has(form))) return true;
  const visible = visibleName(name);
  if (SINGLE.test(visible)) return true;
  return SCRIPTS.filter((script) => script.test(visible)).length > 1;
}

const NO_NAMES: ReadonlySet<string> = new Set(
  [
    ...[
      "na",
      "none",
      "no",
      "nobody",
      "noone",
      "no one",
      "nil",
      "null",
      "undefined",
      "unknown",
      "not known",
      "not applicable",
    ],
    ...[
      "tbc",
      "tbd",
      "tba",
      "tbn",
      "to be confirmed",
      "to be decided",
      "pending",
      "todo",
      "unassigned",
      "not assigned",
    ],
    ...["anybody", "anyone", "somebody", "someone", "anonymous", "test", "nan", "xx", "xxx"],
  ].flatMap((word) => [...foldName(word.replaceAll(" ", ""))]),
);

// A name of one character is one where each stands for a word.
const SINGLE = /^[^\p{L}\p{N}]*[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{N}][^\p{L}\p{N}]*$/u;

const SCRIPTS = [
  /\p{Script=Latin}/u,
  /\p{Script=Greek}/u,
  /\p{Script=Cyrillic}/u,
  /(?=\p{L})[^\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Script=Common}\p{Script=Inherited}]/u,
];
