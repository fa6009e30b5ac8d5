import type { EngineReport } from "#schemas/check-report";
import type { ReadinessVerdict } from "#schemas/readiness";
import { cutText } from "../text/cut-text.js";
import { OBSERVE_NOTE } from "../words/alarm.js";
import { describeOverrides } from "../words/describe-override.js";
import { describeAge, headlineOf } from "../words/headline.js";
import { markOf, standingOf, VERDICT_WORDS, wordOf } from "../words/standing.js";
import type { Style, TerminalPage } from "./terminal-page.js";

/** Writes the verdict of one engine first: the word, what it is about, the sentence, age and expiry. */
export function writeVerdict(page: TerminalPage, engine: EngineReport, at: string): void {
  const standing = standingOf(engine, at);
  const { verdict } = standing;
  page.gap().add(`${cutText(engine.engineId, 80)}: ${wordOf(standing)} (scope: ${engine.readiness.scope})`, {
    style: VERDICT_STYLES[markOf(standing)],
  });
  page.add(headlineOf(engine, standing), { lead: "  ", style: "bold" });
  for (const line of describeOverrides(engine.readiness)) page.add(line, { lead: "  ! ", style: "yellow" });
  page.add(describeAge(engine, at), { lead: "  " });
  if (engine.mode === "observe") page.add(OBSERVE_NOTE, { lead: "  " });
  if (standing.corrections.length === 0) return;
  const stated = VERDICT_WORDS[engine.readiness.verdict];
  page.add(`Recorded as ${stated}, shown as ${VERDICT_WORDS[verdict]}: ${standing.corrections.join("; ")}.`, {
    lead: "  ! ",
    style: "yellow",
  });
}

const VERDICT_STYLES = { ready: "green", "not-ready": "red", unknown: "yellow" } as const satisfies Record<
  ReadinessVerdict,
  Style
>;
