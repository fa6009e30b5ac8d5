import type { EngineReport } from "#schemas/check-report";
import type { ReadinessVerdict } from "#schemas/readiness";
import { worstOf } from "#services/core/readiness/worst-of";
import { blockingFindings } from "../findings/set-aside-findings.js";

/** The verdict as a report may print it. */
export interface Standing {
  readonly verdict: ReadinessVerdict;
  /** Why it is worse than the verdict that the report states; empty where they agree. */
  readonly corrections: readonly string[];
  /** True where it is `ready` only because an override sets reasons aside. */
  readonly byOverride: boolean;
}

/**
 * Holds the stated verdict against the very lists that will be shown below it, worst of all: a report can never print
 * `ready` above a finding that blocks, an engine without baseline, a node that was not read, or past its expiry.
 * Without a baseline nothing can be called wrong: that is `unknown` at best and at worst.
 * `at` is the instant for which the report speaks: that of the check, or now for a stored verdict.
 */
export function standingOf(engine: EngineReport, at: string): Standing {
  const doubts = findDoubts(engine, at).filter((doubt) => isWorse(doubt.verdict, engine.readiness.verdict));
  const verdict = worstOf([engine.readiness.verdict, ...doubts.map((doubt) => doubt.verdict)]);
  const byOverride = verdict === "ready" && (engine.readiness.setAside ?? []).length > 0;
  return { verdict, corrections: doubts.map((doubt) => doubt.because), byOverride };
}

/** What the verdict is in capitals, readable without colour. */
export const VERDICT_WORDS = {
  ready: "READY",
  "not-ready": "NOT READY",
  unknown: "UNKNOWN",
} as const satisfies Record<ReadinessVerdict, string>;

/** The word for the verdict on an engine: ready by override is never told as ready. */
export function wordOf({ verdict, byOverride }: Pick<Standing, "verdict" | "byOverride">): string {
  return byOverride ? "READY BY OVERRIDE" : VERDICT_WORDS[verdict];
}

/** How the verdict on an engine is marked: ready by override looks like a warning. */
export function markOf({ verdict, byOverride }: Pick<Standing, "verdict" | "byOverride">): ReadinessVerdict {
  return byOverride ? "unknown" : verdict;
}

interface Doubt {
  readonly verdict: ReadinessVerdict;
  readonly because: string;
}

function findDoubts(engine: EngineReport, at: string): readonly Doubt[] {
  const { readiness, baseline, nodes } = engine;
  const parts = [...Object.values(readiness.byTier), ...Object.values(readiness.byFlow)];
  const blocking = blockingFindings(engine).length;
  const unread = (["primary", "standby"] as const).filter(
    (role) => !nodes.some((node) => node.role === role && node.snapshot),
  );
  return [
    ...(blocking > 0
      ? [doubt(baseline === null ? "unknown" : "not-ready", `${blocking} of its own findings block readiness`)]
      : []),
    ...readiness.reasons.map((reason) =>
      doubt(reason.verdict, `its own reason '${reason.code}' says ${reason.verdict}`),
    ),
    ...parts.map((part) => doubt(part.verdict, `one of its own flows or tiers is ${part.verdict}`)),
    ...(baseline === null ? [doubt("unknown", "there is no approved baseline")] : []),
    ...unread.map((role) => doubt("unknown", `no ${role === "primary" ? "production" : "standby"} node was read`)),
    ...(isExpired(readiness.expiresAt, at) ? [doubt("unknown", "the verdict has expired")] : []),
  ].filter((entry, index, all) => all.findIndex((other) => other.because === entry.because) === index);
}

function doubt(verdict: ReadinessVerdict, because: string): Doubt {
  return { verdict, because };
}

/** An expiry that is no instant counts as passed. */
function isExpired(expiresAt: string, at: string): boolean {
  return !(new Date(expiresAt).getTime() >= new Date(at).getTime());
}

function isWorse(one: ReadinessVerdict, other: ReadinessVerdict): boolean {
  return one !== other && worstOf([one, other]) === one;
}
