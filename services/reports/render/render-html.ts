import type { CheckReport, EngineReport } from "#schemas/check-report";
import { htmlActions } from "../html/html-actions.js";
import { htmlAlignments } from "../html/html-alignments.js";
import { htmlEngines } from "../html/html-engines.js";
import { htmlFindings } from "../html/html-findings.js";
import { htmlNodes } from "../html/html-nodes.js";
import { htmlNotes } from "../html/html-notes.js";
import { htmlPage } from "../html/html-page.js";
import { htmlParts } from "../html/html-parts.js";
import { htmlPassing } from "../html/html-passing.js";
import { htmlProvenance } from "../html/html-provenance.js";
import { htmlVerdict } from "../html/html-verdict.js";
import { type Markup, markup } from "../html/markup.js";
import { htmlReviews } from "../review/html-reviews.js";
import { cutText } from "../text/cut-text.js";
import { showInstant } from "../text/describe-time.js";
import { engineTitle } from "../words/engine-name.js";

/** The report of a check as one self-contained, accessible page. */
export function renderHtml(report: CheckReport): string {
  return htmlPage({
    title: `Failover readiness of ${cutText(report.estate, 80)}`,
    subtitle: `Lockstep report of ${showInstant(report.at)}`,
    main: [
      htmlEngines(report),
      report.engines.map((engine, index) => engineSection(engine, report.at, `engine-${index + 1}`)),
      htmlAlignments(report.alignments),
      report.review === undefined ? null : htmlReviews(report.review),
    ],
    footer: htmlProvenance(report),
  });
}

function engineSection(engine: EngineReport, at: string, prefix: string): Markup {
  const [name, about] = engineTitle(engine);
  return markup`<section aria-labelledby="${prefix}">
<h2 id="${prefix}">${name} <span class="soft">${about}</span></h2>
${htmlVerdict(engine, at)}
${htmlActions(engine)}${htmlNotes(engine)}
${htmlPassing(engine)}${htmlFindings(engine, prefix)}
${htmlParts(engine.readiness)}
${htmlNodes(engine)}
</section>
`;
}
