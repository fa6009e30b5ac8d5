import type { CheckReport } from "#schemas/check-report";
import { blockingFindings } from "../findings/set-aside-findings.js";
import { cutText } from "../text/cut-text.js";
import { standingOf, wordOf } from "../words/standing.js";
import { markdownTable, markdownText } from "./markdown.js";

/** The verdicts of several engines in one table; nothing of one, which stands right below. */
export function markdownEngines({ engines, at }: CheckReport): readonly string[] {
  if (engines.length < 2) return [];
  const rows = engines.map((engine) => {
    const word = wordOf(standingOf(engine, at));
    const blocking = blockingFindings(engine).length;
    return [markdownText(cutText(engine.engineId, 80)), word, String(blocking), String(engine.waiting.length)];
  });
  return [markdownTable(["Engine", "Verdict", "Findings that block", "Changes without authority"], rows)];
}
