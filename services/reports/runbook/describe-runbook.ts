import type { ActivationStep, JudgedManualCheck, RunbookReport } from "#schemas/runbook-report";
import type { Operability } from "#schemas/snapshot";
import { cutText } from "../text/cut-text.js";
import { millisecondsBetween, showDuration, showInstant } from "../text/describe-time.js";

/** The verdict on the engine in one sentence, with the time it speaks of. */
export function describeStand({ verdict: { verdict, asOf, expiresAt }, at }: RunbookReport): string {
  const word = VERDICT_WORDS[verdict];
  if (asOf === null || expiresAt === null) return `${word}: it was never checked.`;
  const age = millisecondsBetween(asOf, at);
  const before = age === undefined ? "" : ` (${showDuration(age)} before this was written)`;
  return `${word}, as of ${showInstant(asOf)}${before}, good until ${showInstant(expiresAt)}.`;
}

const VERDICT_WORDS = {
  ready: "READY for a planned switchover",
  "ready-by-override": "READY BY OVERRIDE alone",
  "not-ready": "NOT READY for a planned switchover",
  unknown: "UNKNOWN whether it may fail over",
} as const;

/** Where the order was taken from, as a sentence. */
export function describeSource({ source }: RunbookReport): string {
  if (source === null) return "Nothing is stored of this engine.";
  return `The order is that of ${source.what} of ${showInstant(source.takenAt)}: what others send to, or depend on, comes first, and then the lowest tier.`;
}

/** One manual check: what, when, and whether that is still good. */
export function describeManualCheck({ lastDone, doneBy, goodUntil, state }: JudgedManualCheck): string {
  if (state === "never")
    return lastDone === undefined ? "NEVER DONE" : `NEVER DONE (${cutText(lastDone, 20)} is to come)`;
  const by = doneBy === undefined ? "" : ` by ${cutText(doneBy, 120)}`;
  const until = `good until ${goodUntil ?? "?"}`;
  return state === "overdue" ? `OVERDUE: last done ${lastDone}${by}, ${until}` : `done ${lastDone}${by}, ${until}`;
}

/** What an interface is on the standby, and what it should be there. */
export function describeNow({ now, standby }: Pick<ActivationStep, "now" | "standby">): string {
  if (now === "absent") return "not on the standby: import it first";
  const is = STATES[now];
  return standby === undefined || standby === "any"
    ? is
    : `${is} (should be ${STATES[standby as Operability] ?? standby})`;
}

const STATES: Readonly<Record<Operability, string>> = {
  deployed: "deployed",
  "saved-only": "saved, not deployed",
  disabled: "disabled",
  unknown: "not known",
};

/** Said of every runbook, so that nobody takes it for more than it is. */
export const RUNBOOK_NOTE =
  "Lockstep writes nothing to any engine: people carry this out. It was written from what was stored and governed at that time; print it, or keep it where it can be read when this service is down.";

/** What a person wrote, without the full stop at its end: something follows it on the same line. */
export function withoutStop(text: string): string {
  return text.replace(/[.\s]+$/, "");
}
