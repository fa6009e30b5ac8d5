import type { Finding } from "#schemas/finding";
import type { ReadinessReason, SetAsideReason } from "#schemas/readiness";
import { overrideRuleOf } from "./override-rules.js";
import type { ActiveOverride } from "./resolve-overrides.js";

/** What a reason speaks of, to which an override is bound. */
export interface BoundTo {
  readonly findings: readonly string[];
  readonly subjects: readonly string[];
}

/** Reasons that count, and those that overrides in force set aside. */
export interface PartedReasons {
  readonly counting: readonly ReadinessReason[];
  readonly setAside: readonly SetAsideReason[];
}

/** Parts reasons by the overrides in force: one that speaks of anything beyond what was seen counts whole. */
export function partReasons(
  reasons: readonly ReadinessReason[],
  overrides: readonly ActiveOverride[],
  findings: readonly Finding[],
): PartedReasons {
  const counting: ReadinessReason[] = [];
  const setAside: SetAsideReason[] = [];
  for (const reason of reasons) {
    const covering = coveringRecords(reason, overrides, findings);
    if (covering.length === 0) counting.push(reason);
    else setAside.push({ ...reason, overrides: covering });
  }
  return { counting, setAside };
}

/** Gives what an override of this reason is bound to, or `undefined` where it can be bound to nothing. */
export function bindingOf(
  { code, findings: named, subjects = [] }: ReadinessReason,
  findings: readonly Finding[],
): BoundTo | undefined {
  if (!overrideRuleOf(code).may) return undefined;
  // It names no finding and doubts them all: whatever differs later was not seen.
  if (code === "ticket-source-unavailable") return { findings: openFindings(findings), subjects };
  return named.length + subjects.length === 0 ? undefined : { findings: named, subjects };
}

/** Tells whether some override in force names this code and was given for this very finding. */
export function isCovered(code: string, findingId: string, overrides: readonly ActiveOverride[]): boolean {
  return overrides.some(({ scopes }) =>
    scopes.some((scope) => scope.code === code && scope.findings.includes(findingId)),
  );
}

/** The same for what a reason speaks of beside findings. */
export function isSubjectCovered(code: string, subject: string, overrides: readonly ActiveOverride[]): boolean {
  return overrides.some(({ scopes }) =>
    scopes.some((scope) => scope.code === code && scope.subjects.includes(subject)),
  );
}

/** The records that cover all of a reason together; none where anything of it is not covered. */
function coveringRecords(
  reason: ReadinessReason,
  overrides: readonly ActiveOverride[],
  findings: readonly Finding[],
): number[] {
  const bound = bindingOf(reason, findings);
  if (bound === undefined) return [];
  const naming = overrides.filter(({ scopes }) => scopes.some(({ code }) => code === reason.code));
  const isWhole =
    bound.findings.every((id) => isCovered(reason.code, id, naming)) &&
    bound.subjects.every((subject) => isSubjectCovered(reason.code, subject, naming));
  return isWhole ? naming.map(({ override }) => override.record) : [];
}

function openFindings(findings: readonly Finding[]): string[] {
  return findings.flatMap(({ id, explainedBy }) => (explainedBy === null ? [id] : []));
}
