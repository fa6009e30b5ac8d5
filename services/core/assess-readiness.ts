import type { Policy } from "#schemas/policy";
import type { Readiness, ReadinessReason, ReadinessVerdict } from "#schemas/readiness";
import type { OperabilityFact } from "#schemas/snapshot";
import { overrideDuties } from "./override/override-duties.js";
import { type PartedReasons, partReasons } from "./override/set-aside.js";
import { authorityDoubts } from "./readiness/authority-doubts.js";
import { coldNote, maxAgeMinutes } from "./readiness/cold-standby.js";
import { doubtReasons } from "./readiness/doubt-reasons.js";
import { leftOutNotes } from "./readiness/left-out-notes.js";
import { operabilityReasons } from "./readiness/operability-reasons.js";
import { parityReasons } from "./readiness/parity-reasons.js";
import { purgedReasons } from "./readiness/purged-reasons.js";
import type { NodeView, ReadinessInput } from "./readiness/readiness-input.js";
import { selfToldReasons } from "./readiness/self-told-reasons.js";
import { unverifiableNotes } from "./readiness/unverifiable-notes.js";
import { worstOf } from "./readiness/worst-of.js";
import { matchesGlob } from "./text/match-glob.js";

/**
 * Answers whether this engine may fail over, from stored inputs alone. Anything that could not be told makes it `unknown`;
 * anything that differs and that nothing explains makes it `not-ready`; only a complete, fresh, equal pair is `ready`. What an
 * override in force covers is shown apart and does not count; with any of it `ready` is ready by override.
 */
export function assessReadiness(input: ReadinessInput): Readiness {
  const hasBaseline = "snapshot" in input.baseline;
  const doubts = [...doubtReasons(input), ...purgedReasons(input), ...(hasBaseline ? authorityDoubts(input) : [])];
  const active = input.overrides?.inForce ?? [];
  const parity = parityReasons(input.findings, input.policy, hasBaseline, active);
  const operability = operabilityReasons(input);
  const selfTold = selfToldReasons(input);
  // Without a baseline, or without the rules that say what should differ, what differs is shown and cannot be judged.
  const canJudge = hasBaseline && !input.problems.some(({ code }) => code === "policy-invalid");
  const judged = [...parity, ...operability].map((reason) => (canJudge ? reason : { ...reason, verdict: UNKNOWN }));
  const told = [...doubts, ...judged, ...selfTold, ...(input.passing ?? []), ...(input.practice ?? [])];
  const wrong = told.filter(({ verdict }) => verdict !== "ready").sort(bySeverity);
  const parted = partReasons(wrong, active, input.findings);
  const { counting: reasons, setAside } = parted;
  const notes = [
    ...coldNote(input.standby, input),
    ...told.filter(({ verdict }) => verdict === "ready"),
    ...unverifiableNotes(input),
    ...leftOutNotes(input),
    ...overrideDuties(input),
    ...input.notes,
  ];
  return {
    verdict: reasons.length === 0 ? "ready" : worstOf(reasons.map((reason) => reason.verdict)),
    scope: "configuration-ready, not data-ready",
    asOf: asOf(input),
    expiresAt: expiresAt(input),
    reasons: [...reasons, ...notes],
    ...(active.length === 0 ? {} : { overrides: active.map(({ override }) => override) }),
    ...(setAside.length === 0 ? {} : { setAside: [...setAside] }),
    byTier: partsBy(input, parted, (concern) => String(concern.tier), tiersOf(input, wrong)),
    byFlow: partsBy(input, parted, (concern) => concern.flow ?? "", flowsOf(input, wrong)),
    queued: { production: queued(input.production), standby: queued(input.standby) },
  };
}

const UNKNOWN: ReadinessVerdict = "unknown";

function bySeverity(a: ReadinessReason, b: ReadinessReason): number {
  return rank(b.verdict) - rank(a.verdict);
}

function rank(verdict: ReadinessVerdict): number {
  return verdict === "not-ready" ? 2 : verdict === "unknown" ? 1 : 0;
}

/** The verdict speaks of the older of the two looks. */
function asOf(input: ReadinessInput): string {
  const taken = [input.production, input.standby].flatMap((node) => (node.snapshot ? [node.snapshot.takenAt] : []));
  return taken.length < 2 ? input.at : (taken.sort()[0] ?? input.at);
}

/** The last instant before one of the looks is older than policy allows for it, an override ends, or an exercise is owed that blocks. */
function expiresAt(input: ReadinessInput): string {
  const ends = [input.production, input.standby].map((node) => {
    const limit = maxAgeMinutes(node, input) * 60_000;
    const taken = Date.parse(node.snapshot?.takenAt ?? input.at);
    return (Number.isNaN(taken) ? 0 : taken) + limit;
  });
  const overrides = (input.overrides?.inForce ?? []).map(({ override }) => Date.parse(override.until));
  const practice = input.practiceHoldsUntil === undefined ? [] : [Date.parse(input.practiceHoldsUntil)];
  return new Date(Math.min(...ends, ...overrides, ...practice)).toISOString();
}

/** Every tier that policy names for this engine, or that anything was found on. */
function tiersOf(input: ReadinessInput, reasons: readonly ReadinessReason[]): string[] {
  return [...rulesOf(input), ...input.findings, ...reasons].flatMap(({ tier }) =>
    tier === undefined ? [] : [`${tier}`],
  );
}

function flowsOf(input: ReadinessInput, reasons: readonly ReadinessReason[]): string[] {
  return [...rulesOf(input), ...input.findings, ...reasons].flatMap(({ flow }) => (flow === undefined ? [] : [flow]));
}

/** A flow that only other engines carry says nothing of this one. */
function rulesOf({ policy, engine }: ReadinessInput): Policy["interfaces"] {
  return policy.interfaces.filter(({ match }) => match.engine === undefined || matchesGlob(match.engine, engine.id));
}

/** What has a tier and a flow: a finding, or a reason of its own. */
type Concern = Pick<ReadinessReason, "tier" | "flow">;

/** The verdict of each part; what could not be told, and what serves every interface, counts against all of them. */
function partsBy(
  input: ReadinessInput,
  { counting, setAside }: PartedReasons,
  partOf: (concern: Concern) => string,
  parts: readonly string[],
): Readiness["byTier"] {
  const byId = new Map(input.findings.map((finding) => [finding.id, finding]));
  const isOf = (id: string, part: string): boolean => {
    const finding = byId.get(id);
    return finding === undefined || !input.interfaceKinds.includes(finding.artefact.kind) || partOf(finding) === part;
  };
  const concerns = (reason: ReadinessReason, part: string): boolean =>
    reason.findings.length === 0
      ? reason.flow === undefined || partOf(reason) === part
      : reason.findings.some((id) => isOf(id, part));
  const entries = [...new Set(parts)].sort().map((part): [string, Readiness["byTier"][string]] => {
    const mine = counting.filter((reason) => concerns(reason, part));
    const blocking = new Set(mine.flatMap((reason) => reason.findings).filter((id) => isOf(id, part))).size;
    const verdict = mine.length === 0 ? "ready" : worstOf(mine.map((reason) => reason.verdict));
    const aside = setAside.filter((reason) => concerns(reason, part));
    return [
      part,
      { verdict, blocking, reasons: codesOf(mine), ...(aside.length > 0 ? { setAside: codesOf(aside) } : {}) },
    ];
  });
  return Object.fromEntries(entries);
}

function codesOf(reasons: readonly ReadinessReason[]): string[] {
  return [...new Set(reasons.map(({ code }) => code))];
}

function queued(node: NodeView): number | null {
  const facts: readonly OperabilityFact[] = node.snapshot?.facts.operability ?? [];
  const counts = facts.flatMap((fact) => (fact.queued === undefined ? [] : [fact.queued]));
  return counts.length === 0 ? null : counts.reduce((sum, count) => sum + count, 0);
}
