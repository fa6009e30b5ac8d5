import type { EngineReport } from "#schemas/check-report";
import { OBSERVE_NOTE } from "../words/alarm.js";
import { describeQueues } from "../words/describe-node.js";
import { describeOverrides } from "../words/describe-override.js";
import { describeAge, headlineOf } from "../words/headline.js";
import { markOf, standingOf, VERDICT_WORDS, wordOf } from "../words/standing.js";
import { type Markup, markup } from "./markup.js";

/** The banner of one engine: the word, what it is about, the sentence in clinical words, age and expiry. */
export function htmlVerdict(engine: EngineReport, at: string): Markup {
  const standing = standingOf(engine, at);
  const stated = VERDICT_WORDS[engine.readiness.verdict];
  const shown = wordOf(standing);
  return markup`<div class="verdict ${markOf(standing)}">
<p class="word">${shown} <span class="scope">(scope: ${engine.readiness.scope})</span></p>
<p class="sentence">${headlineOf(engine, standing)}</p>
${describeOverrides(engine.readiness).map(
  (line) => markup`<p class="warning">${line}</p>
`,
)}<p>${describeAge(engine, at)} ${describeQueues(engine.readiness.queued)}</p>
${engine.mode === "observe" ? markup`<p>${OBSERVE_NOTE}</p>` : null}
${standing.corrections.length > 0 ? markup`<p class="warning">Recorded as ${stated}, shown as ${shown}: ${standing.corrections.join("; ")}.</p>` : null}
</div>
`;
}
