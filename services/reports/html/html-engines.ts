import type { CheckReport } from "#schemas/check-report";
import { cutText } from "../text/cut-text.js";
import { headlineOf } from "../words/headline.js";
import { markOf, standingOf, wordOf } from "../words/standing.js";
import { type Markup, markup } from "./markup.js";

/** Where there are several engines, each with its verdict and the sentence in clinical words, to find one's own. */
export function htmlEngines({ engines, at }: CheckReport): Markup | null {
  if (engines.length === 0) {
    return markup`<div class="verdict unknown"><p class="word">UNKNOWN</p><p>No engine was checked, so nothing can be said.</p></div>`;
  }
  if (engines.length === 1) return null;
  const items = engines.map((engine, index) => {
    const standing = standingOf(engine, at);
    return markup`
<li><a href="#engine-${index + 1}">${cutText(engine.engineId, 80)}</a>: <strong class="${VERDICT_CLASSES[markOf(standing)]}">${wordOf(standing)}</strong><br />${headlineOf(engine, standing)}</li>`;
  });
  return markup`<nav aria-label="Engines"><ul class="plain">${items}
</ul></nav>`;
}

const VERDICT_CLASSES = { ready: "passed", "not-ready": "failed", unknown: "warning" } as const;
