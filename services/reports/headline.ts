import type { EngineReport } from "#schemas/check-report";
import { cutText } from "./cut-text.js";
import { millisecondsBetween, showDuration, showInstant } from "./describe-time.js";
import { endSentence } from "./end-sentence.js";
import { orderFindings } from "./order-findings.js";
import { blockingFindings } from "./set-aside-findings.js";
import type { Standing } from "./standing.js";
import { waitingFindings } from "./waiting-findings.js";

/** One sentence or two in clinical words: may this engine fail over, and what does it mean for patients and staff. */
export function headlineOf(engine: EngineReport, standing: Standing): string {
  if (standing.byOverride) return overriddenHeadline(engine);
  if (standing.verdict === "ready") return readyHeadline(engine);
  if (standing.verdict === "unknown") return unknownHeadline(engine, standing);
  return notReadyHeadline(engine, standing);
}

/** How old the verdict is and when it ends, seen from `at`. */
export function describeAge(engine: EngineReport, at: string): string {
  const { asOf, expiresAt } = engine.readiness;
  const age = millisecondsBetween(asOf, at);
  const left = millisecondsBetween(at, expiresAt);
  const old = age === undefined ? "" : ` (${showDuration(age)} ${age <= -60_000 ? "ahead of this clock" : "old"})`;
  if (left === undefined || left <= 0) return `As of ${showInstant(asOf)}${old}. Expired at ${showInstant(expiresAt)}.`;
  return `As of ${showInstant(asOf)}${old}. Expires at ${showInstant(expiresAt)} (in ${showDuration(left)}).`;
}

/** `1 finding`, `2 findings`. */
export function count(number: number, noun: string, plural = `${noun}s`): string {
  return `${number} ${number === 1 ? noun : plural}`;
}

function readyHeadline(engine: EngineReport): string {
  const waiting = waitingFindings(engine).length;
  const name = cutText(engine.engineId, 80);
  if (engine.findings.length === 0) return `${name} may fail over: standby holds the approved configuration.`;
  const rest =
    waiting === 0 ? "nothing waits for a decision" : `${count(waiting, "change waits", "changes wait")} for a decision`;
  return `${name} may fail over: no difference between production and standby blocks it, and ${rest}.`;
}

/** Nobody may take it for an engine whose standby holds what was approved. */
function overriddenHeadline({ engineId, readiness }: EngineReport): string {
  const { setAside = [], overrides = [] } = readiness;
  const by = overrides.filter(({ record }) => setAside.some((reason) => reason.overrides.includes(record)));
  const people = [...new Set(by.map((override) => cutText(override.by, 100)))].join(", ");
  const end = by.map(({ until }) => until).sort()[0] ?? readiness.expiresAt;
  return `${cutText(engineId, 80)} is ready by override alone: ${people} set ${count(setAside.length, "reason")} aside until ${showInstant(end)}. The standby does not hold the approved configuration, or that could not be told.`;
}

function unknownHeadline(engine: EngineReport, standing: Standing): string {
  const reason = engine.readiness.reasons.find((entry) => entry.verdict === "unknown");
  const why =
    reason === undefined ? (standing.corrections[0] ?? "no reason was recorded") : cutText(reason.message, 400);
  return `Whether ${cutText(engine.engineId, 80)} may fail over could not be told: ${endSentence(why)}`;
}

function notReadyHeadline(engine: EngineReport, standing: Standing): string {
  const blocking = orderFindings(blockingFindings(engine));
  const name = cutText(engine.engineId, 80);
  const [worst] = blocking;
  if (worst === undefined) {
    const reason = engine.readiness.reasons.find((entry) => entry.verdict === "not-ready");
    const why =
      reason === undefined ? (standing.corrections[0] ?? "no reason was recorded") : cutText(reason.message, 400);
    return `${name} is not ready to fail over: ${endSentence(why)}`;
  }
  const flows = new Set(blocking.map((finding) => finding.flow)).size;
  const meaning = `${cutText(worst.flow, 80)}, tier ${worst.tier}: ${endSentence(cutText(worst.meaning, 400))}`;
  return `${name} is not ready to fail over. ${meaning} ${count(blocking.length, "finding blocks", "findings block")} it, in ${count(flows, "flow")}${others(engine)}.`;
}

/** Reasons of which no finding speaks, such as a channel that is not deployed. */
function others({ readiness }: EngineReport): string {
  const reasons = readiness.reasons.filter(({ verdict, findings }) => verdict === "not-ready" && findings.length === 0);
  return reasons.length === 0
    ? ""
    : `; so ${reasons.length === 1 ? "does" : "do"} ${count(reasons.length, "other reason")}`;
}
