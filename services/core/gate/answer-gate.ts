import type { GateAnswer, GateProfile } from "#schemas/gate";
import type { Readiness, ReadinessReason, ReadinessVerdict } from "#schemas/readiness";
import { ageProof } from "../exercise/age-proof.js";
import { describeLapse } from "../readiness/describe-lapse.js";
import { worstOf } from "../readiness/worst-of.js";
import type { GateQuestion } from "./gate-question.js";
import { gateReason } from "./gate-reason.js";
import { tellRuntime } from "./runtime-of.js";
import type { ToldVerdict } from "./told-verdict.js";

/**
 * Answers a gate from the verdict last told: time alone may take `ready` away, never give it. `doubts` are those of whoever kept the
 * verdict. Whatever cannot be told makes it `unknown`, and only `ready` opens the gate.
 */
export function answerGate(
  told: ToldVerdict,
  question: GateQuestion,
  { now, doubts = [] }: { readonly now: Date; readonly doubts?: readonly ReadinessReason[] },
): GateAnswer {
  const part = partOf(told, question);
  const age = ageOf(told, now);
  const profile = profileOf(told, question);
  const own = [
    ...doubts,
    ...timeDoubts(told, now),
    ...ageDoubts(age, question.maxAgeSeconds),
    ...("reason" in profile ? [profile.reason] : profileDoubts(age, part.notes, profile.profile)),
  ];
  const against = [...own, ...part.against];
  const codes = [...new Set(against.map(({ code }) => code))];
  const stated = worstOf([part.verdict, ...own.map((reason) => reason.verdict)]);
  const verdict = stated === "ready" && part.byOverride ? "ready-by-override" : stated;
  const allowed = verdict === "ready" || (verdict === "ready-by-override" && question.acceptsOverride);
  return {
    schema: "lockstep/gate@1",
    engineId: told.engineId,
    at: now.toISOString(),
    allowed,
    verdict,
    scope: "configuration-ready, not data-ready",
    profile: question.profile,
    codes: !allowed && verdict === "ready-by-override" ? [verdict, ...codes] : codes,
    asOf: told.asOf,
    ageSeconds: age ?? null,
    expiresAt: told.expiresAt,
    notes: [...new Set(part.notes.map(({ code }) => code))].filter((code) => !codes.includes(code)),
    runtime: tellRuntime(told.runtime, now),
    ...ageProof(told, now),
    reasons: [...against, ...part.notes.filter((note) => !against.some(({ message }) => message === note.message))],
  };
}

/** What is answered about: the whole engine, some of it, or it with the roles exchanged. */
interface Part {
  readonly verdict: ReadinessVerdict;
  readonly byOverride: boolean;
  readonly against: readonly ReadinessReason[];
  readonly notes: readonly ReadinessReason[];
}

function partOf(told: ToldVerdict, { profile, tier, flow }: GateQuestion): Part {
  const isReturn = profile === "return";
  const { verdict, reasons } = isReturn ? told.returning : told;
  const against = reasons.filter((reason) => reason.verdict !== "ready");
  const notes = reasons.filter((reason) => reason.verdict === "ready");
  const byOverride = told.byOverride && !isReturn;
  if (tier === undefined && flow === undefined) return { verdict, byOverride, against, notes };
  if (isReturn) return { verdict: "unknown", byOverride: false, against: [NO_PARTS], notes };
  const parts = [
    ...(tier === undefined ? [] : [told.byTier[tier]]),
    ...(flow === undefined ? [] : [Object.hasOwn(told.byFlow, flow) ? told.byFlow[flow] : undefined]),
  ];
  const known = parts.flatMap((part) => part ?? []);
  if (known.length < parts.length) return { verdict: "unknown", byOverride: false, against: [NO_SUCH_PART], notes };
  return {
    verdict: worstOf(known.map((part) => part.verdict)),
    byOverride: known.some(({ setAside = [] }) => setAside.length > 0),
    against: known.flatMap((part) => reasonsOf(part, against)),
    notes,
  };
}

/** Words for the codes of a part: those of the engine's own reasons, and where it has none, the code alone. */
function reasonsOf(part: Readiness["byTier"][string], reasons: readonly ReadinessReason[]): ReadinessReason[] {
  return part.reasons.flatMap((code) => {
    const told = reasons.filter((reason) => reason.code === code);
    return told.length > 0 ? told : [gateReason(code, "It concerns this part of the engine.", part.verdict)];
  });
}

const NO_SUCH_PART = gateReason(
  "part-unknown",
  "Policy names no such tier or flow for this engine, and nothing was found on one.",
);
const NO_PARTS = gateReason("part-unknown", "The return of an engine is told for the whole engine alone.");

function ageOf({ asOf }: ToldVerdict, now: Date): number | undefined {
  const age = asOf === null ? Number.NaN : Math.floor((now.getTime() - Date.parse(asOf)) / 1000);
  return Number.isNaN(age) ? undefined : Math.max(0, age);
}

function timeDoubts({ asOf, expiresAt, toldAt, goodUntil }: ToldVerdict, now: Date): readonly ReadinessReason[] {
  const lapse = asOf === null || expiresAt === null ? undefined : describeLapse({ asOf, expiresAt }, now);
  if (lapse !== undefined) return [gateReason("snapshot-stale", lapse)];
  const at = now.getTime();
  if (at >= Date.parse(toldAt) && at < Date.parse(goodUntil)) return [];
  return [gateReason("book-stale", "Something ended since the stored verdict was last read; it is being read again.")];
}

function ageDoubts(age: number | undefined, max: number | undefined): readonly ReadinessReason[] {
  if (max === undefined || (age !== undefined && age <= max)) return [];
  return [gateReason("older-than-asked", `The verdict is older than the ${max} seconds that were asked for.`)];
}

function profileOf(
  { profiles }: ToldVerdict,
  { profile }: GateQuestion,
): { readonly profile: GateProfile } | { readonly reason: ReadinessReason } {
  if (Object.hasOwn(BUILT_IN, profile)) return { profile: BUILT_IN[profile] ?? {} };
  if (profiles === undefined) return { reason: gateReason("policy-invalid", "policy/gate.yaml cannot be read.") };
  const found = Object.hasOwn(profiles, profile) ? profiles[profile] : undefined;
  if (found !== undefined) return { profile: found };
  return { reason: gateReason("profile-unknown", "policy/gate.yaml names no such profile.") };
}

const BUILT_IN: Readonly<Record<string, GateProfile>> = {
  switchover: {},
  return: {},
  strict: { refuseNotes: true },
};

function profileDoubts(
  age: number | undefined,
  notes: readonly ReadinessReason[],
  { maxAgeMinutes, refuseNotes = false, refuse = [] }: GateProfile,
): readonly ReadinessReason[] {
  const refused = notes.filter(({ code }) => refuseNotes || refuse.includes(code));
  return [
    ...ageDoubts(age, maxAgeMinutes === undefined ? undefined : maxAgeMinutes * 60),
    ...refused.map((note): ReadinessReason => ({ ...note, verdict: "not-ready" })),
  ];
}
