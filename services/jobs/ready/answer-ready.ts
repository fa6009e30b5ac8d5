import canonicalize from "canonicalize";
import type { EngineReport } from "#schemas/check-report";
import type { KnownExercise, LastProven } from "#schemas/exercise";
import type { Readiness, ReadinessReason, ReadinessVerdict } from "#schemas/readiness";
import type { ReadyReport } from "#schemas/ready-report";
import { LockstepError } from "#services/core/errors";
import { knownExercises } from "#services/core/exercise/known-exercises";
import type { SealedExercise } from "#services/core/exercise/read-exercises";
import type { Overrides } from "#services/core/override/resolve-overrides";
import { DEFAULT_POLICY } from "#services/core/policy/default-policy";
import { parseGoverned } from "#services/core/policy/parse-governed";
import { describeLapse } from "#services/core/readiness/describe-lapse";
import { worstOf } from "#services/core/readiness/worst-of";
import {
  findLastRun,
  type RecordedRun,
  type RederiveContext,
  type RederivedRun,
  rederiveRun,
} from "../check/rederive-run.js";
import { exercisesOnRecord } from "../exercise/exercises-on-record.js";
import { tellLastProven } from "../exercise/tell-last-proven.js";
import { readOverrides } from "../record/read-overrides.js";
import { BASELINE_APPROVED, findLaterChanges } from "./find-later-changes.js";
import { findStoreDoubts, findStoreNotes } from "./find-store-doubts.js";
import { keeperReason } from "./keeper-reason.js";

/** The last verdict on an engine with the report behind it; `undefined` where it was never checked, or no longer derives. */
export interface ReadyAnswer {
  readonly ready: ReadyReport;
  readonly report: EngineReport | undefined;
}

/**
 * Answers from the last stored verdict, derived again from what is stored: an expired one, one that no longer derives, and
 * one that stands on a ledger or on snapshots that cannot be trusted are `unknown`.
 */
export async function answerReady(engineId: string, context: RederiveContext, now: Date): Promise<ReadyAnswer> {
  const last = await findLastRun(context.ledger, engineId);
  const storeDoubts = await findStoreDoubts(last, context);
  const overrides = await overridesAt(now, engineId, context);
  const exercises = await exercisesOnRecord(context.ledger);
  const proving = { ...context, exercises, now };
  const unanswered = { engineId, now, last, overrides, lastProven: await provenBy([], engineId, proving) };
  if (last === undefined) return withoutReport(unanswered, [...storeDoubts, neverChecked(engineId)]);
  const derived = await deriveAgain(last, context);
  if (derived instanceof LockstepError) {
    const lost = keeperReason(derived.code, derived.message, derived.remedy);
    return withoutReport(unanswered, [...storeDoubts, lost]);
  }
  const standing = await asItStands({ overrides, exercised: knownExercises(exercises, engineId) }, derived, context);
  const doubts = [...storeDoubts, ...(await findDoubts(standing, context, now))];
  const readiness = doubted(standing.report.readiness, doubts);
  const verdict = verdictOf(standing);
  return {
    report: { ...standing.report, readiness },
    ready: {
      schema: "lockstep/ready@1",
      engineId,
      at: now.toISOString(),
      verdict: doubts.length > 0 && verdict === "ready" ? "unknown" : verdict,
      scope: readiness.scope,
      runId: last.run.runId,
      asOf: readiness.asOf,
      expiresAt: readiness.expiresAt,
      ageSeconds: Math.max(0, Math.floor((now.getTime() - Date.parse(readiness.asOf)) / 1000)),
      reasons: [...doubts, ...readiness.reasons, ...(await findStoreNotes(context))],
      ...overridden(readiness),
      ...(await provenBy(standing.report.nodes, engineId, proving)),
    },
  };
}

async function provenBy(
  nodes: EngineReport["nodes"],
  engineId: string,
  context: Pick<RederiveContext, "repository"> & { readonly exercises: readonly SealedExercise[]; readonly now: Date },
): Promise<{ readonly lastProven?: LastProven }> {
  const lastProven = await tellLastProven(engineId, { ...context, nodes });
  return lastProven === undefined ? {} : { lastProven };
}

/** What the stored run says, less what no longer holds: no flow or tier is ready where the engine cannot be called so. */
function doubted(readiness: Readiness, doubts: readonly ReadinessReason[]): Readiness {
  if (doubts.length === 0) return readiness;
  const codes = [...new Set(doubts.map(({ code }) => code))];
  const partsOf = (parts: Readiness["byTier"]): Readiness["byTier"] =>
    Object.fromEntries(
      Object.entries(parts).map(([name, part]) => [
        name,
        part.verdict === "ready" ? { ...part, verdict: "unknown", reasons: [...codes, ...part.reasons] } : part,
      ]),
    );
  const isApproved = doubts.some(({ message }) => message === BASELINE_APPROVED);
  const reasons = readiness.reasons.filter(({ code }) => !(isApproved && code === "no-baseline"));
  return { ...readiness, reasons, byTier: partsOf(readiness.byTier), byFlow: partsOf(readiness.byFlow) };
}

async function overridesAt(now: Date, engineId: string, { ledger, repository }: RederiveContext): Promise<Overrides> {
  const policy = parseGoverned((await repository.governed()).files).policy ?? DEFAULT_POLICY;
  return await readOverrides(ledger, { engineId, at: now.toISOString(), policy });
}

function overridden({ overrides, setAside }: Pick<Readiness, "overrides" | "setAside">): Partial<ReadyReport> {
  return {
    ...(overrides === undefined ? {} : { overrides }),
    ...(setAside === undefined ? {} : { setAside }),
  };
}

/**
 * The recorded verdict as overrides given, ended or run out since make it, and exercises recorded since: they need no other look at the
 * nodes.
 */
async function asItStands(
  given: { readonly overrides: Overrides; readonly exercised: readonly KnownExercise[] },
  derived: RederivedRun,
  context: RederiveContext,
): Promise<RederivedRun> {
  const { run, engineRun } = derived;
  const hasNone = given.overrides.records.length === 0 && engineRun.overrides === undefined;
  if (hasNone && canonicalize(given.exercised) === canonicalize(engineRun.exercised ?? [])) return derived;
  const { report } = await rederiveRun({ run, engineRun }, context, given);
  return { ...derived, report };
}

/** A purge takes away what a verdict can be derived from, and makes no recorded verdict better. */
function verdictOf({ report, engineRun, same, purged }: RederivedRun): ReadinessVerdict {
  const derived = report.readiness.verdict;
  return same || purged.length === 0 ? derived : worstOf([derived, engineRun.verdict]);
}

/** What a verdict was derived from may be gone: that is an answer too. */
async function deriveAgain(last: RecordedRun, context: RederiveContext): Promise<RederivedRun | LockstepError> {
  try {
    return await rederiveRun(last, context);
  } catch (error) {
    if (error instanceof LockstepError) return error;
    throw error;
  }
}

async function findDoubts(
  { run, engineRun, report, same, purged }: RederivedRun,
  context: RederiveContext,
  now: Date,
): Promise<ReadinessReason[]> {
  const doubts: ReadinessReason[] = [];
  const again = `Run 'lockstep check ${report.engineId}'.`;
  const lapse = describeLapse(report.readiness, now);
  if (lapse !== undefined) doubts.push(keeperReason("snapshot-stale", lapse, again));
  if (!same && purged.length > 0) {
    const message = `Content that the last verdict rests on was purged from the repository since: '${engineRun.verdict}' was recorded and cannot be derived again.`;
    doubts.push(keeperReason("content-purged", message, again));
  } else if (!same) {
    const message = "The stored inputs no longer give the verdict that was recorded.";
    const action = `Run 'lockstep check ${report.engineId}', and find out what changed.`;
    doubts.push(keeperReason("ledger-broken", message, action));
  }
  for (const message of await findLaterChanges({ run, engineRun, report }, context.repository, now)) {
    doubts.push(keeperReason("changed-since", message, again));
  }
  return doubts;
}

function neverChecked(engineId: string): ReadinessReason {
  return keeperReason("never-read", `'${engineId}' has never been checked.`, `Run 'lockstep check ${engineId}'.`);
}

interface Unanswered {
  readonly engineId: string;
  readonly now: Date;
  readonly last: RecordedRun | undefined;
  readonly overrides: Overrides;
  readonly lastProven: { readonly lastProven?: LastProven };
}

function withoutReport(
  { engineId, now, last, overrides, lastProven }: Unanswered,
  reasons: ReadinessReason[],
): ReadyAnswer {
  const active = overrides.inForce.map(({ override }) => override);
  const ready: ReadyReport = {
    schema: "lockstep/ready@1",
    engineId,
    at: now.toISOString(),
    verdict: "unknown",
    scope: "configuration-ready, not data-ready",
    runId: last?.run.runId ?? null,
    asOf: null,
    expiresAt: null,
    ageSeconds: null,
    reasons,
    ...(active.length === 0 ? {} : { overrides: active }),
    ...lastProven,
  };
  return { ready, report: undefined };
}
