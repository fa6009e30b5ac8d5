import { sha256 } from "../text/digest.js";

const MAX_KEY_LENGTH = 80;

/**
 * Makes the keys of siblings from what each would like to be called, in the order given: long ones are cut and told apart
 * by digest, a repeated one gets its occurrence (`#2`).
 */
export function uniqueKeys(wanted: readonly string[]): string[] {
  const counts = new Map<string, number>();
  const taken = new Set<string>();
  return wanted.map((text) => {
    const key = chooseKey(bounded(text), counts, taken);
    taken.add(key);
    return key;
  });
}

function bounded(key: string): string {
  if (key.length <= MAX_KEY_LENGTH && !/[\r\n]/.test(key)) return key;
  const start = key.slice(0, 40).replaceAll(/\s+/g, " ").trim();
  return `${start}…${sha256(key).slice(0, 8)}`;
}

/** A key that no sibling has: one of them may itself be called `a#2`. */
function chooseKey(wanted: string, counts: Map<string, number>, taken: ReadonlySet<string>): string {
  let count = counts.get(wanted) ?? 0;
  let key: string;
  do {
    count += 1;
    key = count === 1 ? wanted : `${wanted}#${count}`;
  } while (taken.has(key));
  counts.set(wanted, count);
  return key;
}
