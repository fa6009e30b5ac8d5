import type { CheckReport, EngineReport } from "#schemas/check-report";
import { cutText } from "./cut-text.js";
import { showInstant } from "./describe-time.js";
import { htmlActions } from "./html-actions.js";
import { htmlFindings } from "./html-findings.js";
import { htmlNodes } from "./html-nodes.js";
import { htmlNotes } from "./html-notes.js";
import { htmlPage } from "./html-page.js";
import { htmlParts } from "./html-parts.js";
import { htmlProvenance } from "./html-provenance.js";
import { htmlVerdict } from "./html-verdict.js";
import { type Markup, markup } from "./markup.js";
import { standingOf, VERDICT_WORDS } from "./standing.js";

/** The report of a check as one self-contained, accessible page. */
export function renderHtml(report: CheckReport): string {
  return htmlPage({
    title: `Failover readiness of ${cutText(report.estate, 80)}`,
    subtitle: `Lockstep report of ${showInstant(report.at)}`,
    main: [
      engineList(report),
      report.engines.map((engine, index) => engineSection(engine, report.at, `engine-${index + 1}`)),
    ],
    footer: htmlProvenance(report),
  });
}

function engineList(report: CheckReport): Markup | null {
  if (report.engines.length === 0) {
    return markup`<div class="verdict unknown"><p class="word">UNKNOWN</p><p>No engine was checked, so nothing can be said.</p></div>`;
  }
  if (report.engines.length === 1) return null;
  return markup`<nav aria-label="Engines"><ul>${report.engines.map(
    (engine, index) =>
      markup`<li><a href="#engine-${index + 1}">${cutText(engine.engineId, 80)}</a>: ${VERDICT_WORDS[standingOf(engine, report.at).verdict]}</li>`,
  )}</ul></nav>`;
}

function engineSection(engine: EngineReport, at: string, prefix: string): Markup {
  return markup`<section aria-labelledby="${prefix}">
<h2 id="${prefix}">${cutText(engine.engineId, 80)} <span class="soft">(${cutText(engine.product, 60)})</span></h2>
${htmlVerdict(engine, at)}
${htmlActions(engine)}${htmlNotes(engine)}
${htmlFindings(engine, prefix)}
${htmlParts(engine.readiness)}
${htmlNodes(engine)}
</section>
`;
}
