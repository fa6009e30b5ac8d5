import type { EngineReport } from "#schemas/check-report";
import { waitingFindings } from "../findings/waiting-findings.js";
import { count } from "../text/count.js";
import { cutText } from "../text/cut-text.js";
import { millisecondsBetween, showDuration, showInstant } from "../text/describe-time.js";
import { endSentence } from "../text/end-sentence.js";
import { describeStakes } from "./describe-stakes.js";
import { engineName } from "./engine-name.js";
import type { Standing } from "./standing.js";

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

function readyHeadline(engine: EngineReport): string {
  const waiting = waitingFindings(engine).length;
  const name = engineName(engine);
  if (engine.findings.length === 0) return `${name} may fail over: standby holds the approved configuration.`;
  const rest =
    waiting === 0
      ? "no change is without authority"
      : `${count(waiting, "change is", "changes are")} without authority`;
  return `${name} may fail over: no difference between production and standby blocks it, and ${rest}.`;
}

/** Nobody may take it for an engine whose standby holds what was approved. */
function overriddenHeadline(engine: EngineReport): string {
  const { readiness } = engine;
  const { setAside = [], overrides = [] } = readiness;
  const by = overrides.filter(({ record }) => setAside.some((reason) => reason.overrides.includes(record)));
  const people = [...new Set(by.map((override) => cutText(override.by, 100)))].join(", ");
  const end = by.map(({ until }) => until).sort()[0] ?? readiness.expiresAt;
  return `${engineName(engine)} is ready by override alone: ${people} set ${count(setAside.length, "reason")} aside until ${showInstant(end)}. The standby does not hold the approved configuration, or that could not be told.`;
}

function unknownHeadline(engine: EngineReport, standing: Standing): string {
  const reason = engine.readiness.reasons.find((entry) => entry.verdict === "unknown");
  const why =
    reason === undefined ? (standing.corrections[0] ?? "no reason was recorded") : cutText(reason.message, 400);
  return `Whether ${engineName(engine)} may fail over could not be told: ${endSentence(why)}`;
}

function notReadyHeadline(engine: EngineReport, standing: Standing): string {
  const stakes = describeStakes(engine);
  const head = `${engineName(engine)} is not ready to fail over`;
  if (stakes === undefined) {
    const reason = engine.readiness.reasons.find((entry) => entry.verdict === "not-ready");
    const why =
      reason === undefined ? (standing.corrections[0] ?? "no reason was recorded") : cutText(reason.message, 400);
    return [`${head}: ${endSentence(why)}`, ...describeUnread(engine)].join(" ");
  }
  return [`${head}.`, stakes, ...describeUnread(engine)].join(" ");
}

/** Drift may have been found on what is left of an earlier look: nobody may take it for all there is. */
function describeUnread({ nodes }: EngineReport): readonly string[] {
  return (["primary", "standby"] as const).flatMap((role) => {
    const node = nodes.find((each) => each.role === role);
    if (node === undefined || (node.access === "ok" && node.snapshot !== null)) return [];
    const who = `${role === "primary" ? "Production" : "The standby"} ${cutText(node.nodeId, 80)}`;
    if (node.snapshot === null) return [`${who} was never read.`];
    return [`${who} was not read this time: it is judged by what was read at ${showInstant(node.snapshot.takenAt)}.`];
  });
}
