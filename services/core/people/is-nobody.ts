import { foldName } from "./fold-name.js";
import { visibleName } from "./visible-name.js";

/**
 * Tells whether a name names nobody who could be held to it: none is given, it holds neither letter nor digit, or letters of several
 * scripts, as one does that is made to look like another's.
 */
export function isNobody(name: string | null): boolean {
  if (name === null || foldName(name).size === 0) return true;
  const visible = visibleName(name);
  return SCRIPTS.filter((script) => script.test(visible)).length > 1;
}

const SCRIPTS = [
  /\p{Script=Latin}/u,
  /\p{Script=Greek}/u,
  /\p{Script=Cyrillic}/u,
  /(?=\p{L})[^\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Script=Common}\p{Script=Inherited}]/u,
];
