import { isJudgedBy } from "../policy/beside-judgement.js";
import { compareText } from "../text/compare-text.js";
import type { ComplianceMarker } from "./bands.js";

/** A run as far as it shows by what was judged. */
export interface RunUnderPolicy {
  readonly at: string;
  readonly policyCommit: string;
}

const CHANGE_CONTROL = new Set(["policy/change-control.yaml", "policy/bank-holidays.yaml"]);

/**
 * Finds where runs began to be judged by other rules: the first run after each change of a file that verdicts rest on. A commit that changes
 * none of them, such as an adoption, leaves no marker.
 *
 * @param filesAt by commit, the digest of each governed file; a commit that is not in it is passed over
 */
export function findMarkers(
  runs: readonly RunUnderPolicy[],
  filesAt: ReadonlyMap<string, ReadonlyMap<string, string>>,
): readonly ComplianceMarker[] {
  const ordered = runs.toSorted((a, b) => compareText(a.at, b.at));
  const markers: ComplianceMarker[] = [];
  let before: ReadonlyMap<string, string> | undefined;
  for (const { at, policyCommit } of ordered) {
    const files = filesAt.get(policyCommit);
    if (files === undefined || files === before) continue;
    const changed = before === undefined ? [] : changedFiles(before, files);
    const rules = changed.filter((file) => CHANGE_CONTROL.has(file));
    const others = changed.filter((file) => !CHANGE_CONTROL.has(file));
    if (rules.length > 0) markers.push({ at, what: "change-control", engineId: null, detail: rules });
    if (others.length > 0) markers.push({ at, what: "policy", engineId: null, detail: others });
    before = files;
  }
  return markers;
}

function changedFiles(before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): readonly string[] {
  const names = [...new Set([...before.keys(), ...after.keys()])].sort(compareText);
  return names.filter((name) => isJudgedBy(name) && before.get(name) !== after.get(name));
}
