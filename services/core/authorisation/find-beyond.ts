import type { Finding } from "#schemas/finding";
import type { ChangeFacts } from "./change-facts.js";
import { type ChangedSide, digestOfFinding, type FindingContent } from "./digest-of-finding.js";

/** A ticket with digests is rare and a change of many paths rarer: this many combinations are looked through, and no more. */
const MAX_TRIES = 256;

/**
 * Finds the paths that were changed beyond what was approved: those without which the rest has an approved digest. A digest cannot
 * be read backwards, so paths are left out until one fits, the fewest first.
 *
 * @param dialect the reader that the change's digest comes from; with another one nothing can be found
 * @returns `undefined` where no approved digest is that of a part of the change
 */
export function findBeyond(
  finding: Finding,
  change: ChangeFacts,
  approved: readonly string[],
  dialect: string,
): readonly string[] | undefined {
  const content = SIDES.map((side): FindingContent => ({ engineId: change.engineId, side, dialect })).find(
    (candidate) => digestOfFinding(finding, candidate) === change.digest,
  );
  if (content === undefined || approved.length === 0) return undefined;
  const { artefact, changes } = finding;
  for (const left of leavingOut(changes.length)) {
    const kept = changes.filter((_, index) => !left.has(index));
    if (!approved.includes(digestOfFinding({ artefact, changes: kept }, content))) continue;
    return changes.flatMap(({ path }, index) => (left.has(index) ? [path] : [])).sort();
  }
  return undefined;
}

const SIDES: readonly ChangedSide[] = ["production", "standby"];

/** Which of `count` things to leave out, the fewest first and never all of them. */
function* leavingOut(count: number): Generator<ReadonlySet<number>> {
  let tries = 0;
  for (let size = 1; size < count; size++) {
    for (const chosen of combinations(count, size, 0)) {
      if (++tries > MAX_TRIES) return;
      yield new Set(chosen);
    }
  }
}

function* combinations(count: number, size: number, from: number): Generator<readonly number[]> {
  if (size === 0) {
    yield [];
    return;
  }
  for (let first = from; first <= count - size; first++) {
    for (const rest of combinations(count, size - 1, first + 1)) yield [first, ...rest];
  }
}
