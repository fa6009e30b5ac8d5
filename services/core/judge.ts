import canonicalize from "canonicalize";
import type { Drift } from "#schemas/drift";
import type { Explanation, Finding, Severity } from "#schemas/finding";
import type { Policy, Waiver } from "#schemas/policy";
import type { Operability, OperabilityFact } from "#schemas/snapshot";
import { parsePath } from "./artefact/change-path.js";
import { matchesArtefact } from "./comparison/match-artefact.js";
import type { Dialect } from "./dialect.js";
import { isNobody } from "./people/is-nobody.js";
import { mayBeSamePerson } from "./people/may-be-same-person.js";
import { findInterface } from "./policy/find-interface.js";
import { isExpired } from "./policy/is-expired.js";
import { compareText } from "./text/compare-text.js";
import { digestOf } from "./text/digest.js";

export interface JudgeContext {
  readonly engineId: string;
  /** Who answers for what policy gives no owner. */
  readonly engineOwner: string;
  readonly policy: Policy;
  /** The instant judged at, RFC 3339. */
  readonly at: string;
  /** What the product knows of its kinds. */
  readonly dialect: Pick<Dialect, "concepts" | "mustMatch">;
  readonly operability: {
    readonly production: readonly OperabilityFact[];
    readonly standby: readonly OperabilityFact[];
  };
}

/**
 * Turns drifts into findings: what explains each (an expected difference that held, or a waiver in force for exactly this
 * content), how severe it is to the people who depend on it, and whether it blocks a failover.
 */
export function judge(drifts: readonly Drift[], context: JudgeContext): Finding[] {
  return drifts.map((drift) => judgeOne(drift, context));
}

function judgeOne(drift: Drift, context: JudgeContext): Finding {
  const { artefact } = drift;
  const facts = findInterface(context.policy, { id: context.engineId, owner: context.engineOwner }, artefact);
  const id = findingId(drift, context.engineId);
  const explainedBy = explain(drift, id, context);
  const mustMatch = whyItMustMatch(drift, context.dialect);
  const lapsed = explainedBy === null ? findLapsed(id, context) : undefined;
  return {
    id,
    artefact,
    concept: context.dialect.concepts[artefact.kind] ?? "other",
    case: drift.case,
    severity: severityOf({ mustMatch, explainedBy, harmless: drift.harmless, tier: facts.tier }),
    tier: facts.tier,
    flow: facts.flow,
    owner: facts.owner,
    blocksReadiness:
      mustMatch !== undefined ||
      (explainedBy === null && drift.harmless === undefined && (isParityLost(drift) || isAgainstExpectation(drift))),
    ...(mustMatch === undefined ? {} : { mustMatch }),
    explainedBy,
    ...(lapsed === undefined ? {} : { lapsedWaiver: { id: lapsed.id, expires: lapsed.expires } }),
    meaning: facts.meaning,
    changes: drift.changes,
    operability: {
      production: operabilityOf(context.operability.production, drift),
      standby: operabilityOf(context.operability.standby, drift),
    },
    authorisation: {
      verdict: "not-applicable",
      ticket: null,
      changedBetween: null,
      actors: [],
      trace: [],
      suggestions: [],
    },
  };
}

/** Content and nothing else: the same drift has the same id in every run, however it is worded or shown. */
function findingId(drift: Drift, engineId: string): string {
  const { kind, key } = drift.artefact;
  const changes = drift.changes.map(({ path, kind: what, baseline, production, standby }) => ({
    path,
    kind: what,
    baseline,
    production,
    standby,
  }));
  return digestOf(canonicalize({ engineId, kind, key, case: drift.case, changes }) ?? "");
}

function explain(drift: Drift, id: string, context: JudgeContext): Explanation | null {
  if (drift.explainedBy !== null) {
    const rule = context.policy.expectedDifferences.find((candidate) => candidate.id === drift.explainedBy);
    return {
      by: "expected-difference",
      id: drift.explainedBy,
      reason: rule?.reason ?? "",
      expires: rule?.expires ?? null,
    };
  }
  const waiver = context.policy.waivers.find((candidate) => isInForce(candidate, drift, id, context));
  return waiver === undefined ? null : { by: "waiver", id: waiver.id, reason: waiver.reason, expires: waiver.expires };
}

function isInForce(waiver: Waiver, drift: Drift, id: string, context: JudgeContext): boolean {
  return (
    waiver.finding === id &&
    !isNobody(waiver.approver) &&
    !mayBeSamePerson(waiver.owner, waiver.approver) &&
    !isExpired(waiver.expires, context.at) &&
    Date.parse(waiver.granted) <= Date.parse(context.at) &&
    daysBetween(waiver.granted, waiver.expires) <= context.policy.settings.maxWaiverDays &&
    matchesArtefact(waiver.artefact, context.engineId, drift.artefact) &&
    (waiver.path === undefined || drift.changes.every((change) => isAtOrBelow(change.path, waiver.path ?? "/")))
  );
}

/** The waiver for this very content that ended last: whoever reads the finding should not take it for a new one. */
function findLapsed(id: string, { policy, at }: JudgeContext): Waiver | undefined {
  const lapsed = policy.waivers.filter((waiver) => waiver.finding === id && isExpired(waiver.expires, at));
  return lapsed.sort((a, b) => compareText(b.expires, a.expires))[0];
}

function daysBetween(from: string, to: string): number {
  return (Date.parse(to) - Date.parse(from)) / 86_400_000;
}

function isAtOrBelow(path: string, parent: string): boolean {
  return parent === "/" || path === parent || path.startsWith(`${parent}/`);
}

/** Production and standby differ: a failover would land on another system. */
function isParityLost(drift: Drift): boolean {
  return drift.case !== "both-changed" && drift.case !== "in-lockstep";
}

/** The product's own word that a failover cannot work with this difference between the nodes; no approval changes that. */
function whyItMustMatch(drift: Drift, { mustMatch }: JudgeContext["dialect"]): string | undefined {
  if (mustMatch === undefined) return undefined;
  const { artefact, changes, explainedBy } = drift;
  // The case comes from what the nodes hold; the values are worded for people, and two may come to read alike.
  // Where an expected difference failed, the case says against whom.
  const apart = changes.filter(
    ({ production, standby, expected }) =>
      production !== standby || (isParityLost(drift) && (expected === undefined || explainedBy !== null)),
  );
  return apart
    .map(({ path }) => mustMatch(artefact.kind, artefact.key, parsePath(path)))
    .find((why) => why !== undefined);
}

/** Both nodes may agree and still both be wrong: an expected difference that is missing. */
function isAgainstExpectation(drift: Drift): boolean {
  return drift.changes.some((change) => change.expected !== undefined);
}

interface Weight {
  readonly mustMatch: string | undefined;
  readonly explainedBy: Explanation | null;
  readonly harmless: string | undefined;
  readonly tier: number;
}

function severityOf({ mustMatch, explainedBy, harmless, tier }: Weight): Severity {
  if (mustMatch !== undefined) return "critical";
  if (explainedBy !== null) return "info";
  if (harmless !== undefined) return "low";
  if (tier <= 1) return "critical";
  if (tier === 2) return "high";
  return tier === 3 ? "medium" : "low";
}

function operabilityOf(facts: readonly OperabilityFact[], drift: Drift): Operability {
  const { kind, key } = drift.artefact;
  return facts.find((fact) => fact.kind === kind && fact.key === key)?.operability ?? "unknown";
}
