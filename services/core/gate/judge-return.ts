import type { EngineReport } from "#schemas/check-report";
import type { ExpectedDifference } from "#schemas/policy";
import type { ReadinessReason } from "#schemas/readiness";
import { worstOf } from "../readiness/worst-of.js";
import { matchesGlob } from "../text/match-glob.js";
import { gateReason } from "./gate-reason.js";
import type { ToldVerdict } from "./told-verdict.js";

/** What does not count before the role change: it is settled with it (an engine still tells its old role), or is about who permitted what, or what was practised. */
const SETTLED_WITH_THE_ROLES: ReadonlySet<string> = new Set([
  "roles-contested",
  "operability",
  "unauthorised",
  "ticket-source-unavailable",
  "passing-change",
  "exercise-overdue",
]);

/**
 * Says whether the primary would be a valid standby, from the report of the same looks with the roles exchanged. What is to be set over
 * with the roles is noted. `doubts` are those about the verdict as it stands.
 */
export function judgeReturn(
  report: EngineReport | undefined,
  doubts: readonly ReadinessReason[],
  rules: readonly ExpectedDifference[],
): ToldVerdict["returning"] {
  if (report === undefined) return { verdict: "unknown", reasons: doubts.length > 0 ? doubts : [NOT_DERIVED] };
  const told = report.readiness.reasons.filter(({ code }) => !doubts.some((doubt) => doubt.code === code));
  const counting = told.filter(({ code, verdict }) => verdict !== "ready" && !SETTLED_WITH_THE_ROLES.has(code));
  const against = [...doubts, ...counting];
  const notes = [...rules.flatMap((rule) => noteOf(rule, report.engineId)), ...operabilityNotes(told)];
  return {
    verdict: against.length === 0 ? "ready" : worstOf(against.map(({ verdict }) => verdict)),
    reasons: [...against, ...notes],
  };
}

const NOT_DERIVED = gateReason(
  "return-unknown",
  "What the nodes would be with their roles exchanged cannot be derived.",
);

function noteOf({ id, artefact, path, values, reason }: ExpectedDifference, engineId: string): ReadinessReason[] {
  if (artefact.engine !== undefined && !matchesGlob(artefact.engine, engineId)) return [];
  if (values["primary"] === undefined && values["standby"] === undefined) return [];
  const message = `'${id}' goes with the role: ${path} is to be set over on both nodes (${reason}).`;
  return [
    note("goes-with-the-role", message, `Set it over when the roles are exchanged: expected difference '${id}'.`),
  ];
}

function operabilityNotes(reasons: readonly ReadinessReason[]): ReadinessReason[] {
  return reasons
    .filter(({ code, verdict }) => code === "operability" && verdict !== "ready")
    .map(({ message, action }) => note("goes-with-the-role", message, action));
}

function note(code: string, message: string, action: string): ReadinessReason {
  return { code, verdict: "ready", message, owner: "whoever exchanges the roles", action, findings: [] };
}
