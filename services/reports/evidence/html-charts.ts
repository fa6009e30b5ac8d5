import type { EvidenceDocument } from "#schemas/evidence-document";
import { BANDS } from "#services/core/compliance/band-of-run";
import { daysBetween } from "#services/core/evidence/evidence-days";
import { htmlTable } from "../html/html-table.js";
import { type Markup, type MarkupValue, markup } from "../html/markup.js";
import { BAND_NAMES } from "../service-levels/describe-bands.js";
import { MARKERS } from "../service-levels/render-service-levels-terminal.js";
import { cutText } from "../text/cut-text.js";
import { showInstant } from "../text/describe-time.js";
import { showShare } from "../text/show-share.js";
import { bandChart } from "./charts/band-chart.js";
import { type BandDay, bandDays } from "./charts/band-days.js";
import { barChart } from "./charts/bar-chart.js";
import { type BarFacts, chartFacts } from "./charts/chart-facts.js";

/** What the four bands are drawn of, in words. */
export const BAND_WORDS = {
  id: "bands",
  title: "How the engines in scope stood, day by day",
  description:
    "Each column is one day, all engines in scope together. Time that no check stands for is unknown, and never counts as in lockstep. A numbered line marks where the rules that checks are judged by changed: a step there may be no change of an engine.",
} as const;

/** The charts of a pack, each with the same figures as a table. */
export function htmlCharts(document: EvidenceDocument): Markup {
  return markup`${bandFigure(document)}${chartFacts(document).map(barFigure)}`;
}

function bandFigure({ compliance, parameters }: EvidenceDocument): Markup {
  const days = bandDays(compliance, daysBetween(parameters.from, parameters.to, parameters.zone));
  const { from, to } = parameters;
  const chart = bandChart(BAND_WORDS, { days, markers: compliance.markers, from, to });
  const rows = days.map(({ day, shares }) => [day, ...sharesOf(shares)]);
  const columns = ["Day", ...BANDS.map((band) => BAND_NAMES[band])];
  return figure(
    BAND_WORDS,
    chart,
    markup`${markersOf(compliance.markers)}${folded("The same as a table", htmlTable({ caption: "Share of each day in each band, all engines together", columns, rows }))}`,
  );
}

function sharesOf(shares: BandDay["shares"]): readonly string[] {
  return BANDS.map((band) => showShare(shares[band]));
}

function markersOf(markers: EvidenceDocument["compliance"]["markers"]): Markup | null {
  if (markers.length === 0) return null;
  const items = markers.map(
    ({ at, what, engineId, detail }) =>
      markup`<li>${showInstant(at)}: ${MARKERS[what]}${engineId === null ? "" : ` of ${cutText(engineId, 80)}`} (${detail.map((each) => cutText(each, 80)).join(", ")})</li>`,
  );
  return markup`<p>Where the rules changed:</p>
<ol>${items}</ol>
`;
}

function barFigure({ id, title, explains, of, bars, full }: BarFacts): Markup {
  const words = { id, title, description: explains };
  if (bars.every(({ value }) => value === 0)) {
    return markup`<figure><figcaption><strong>${title}.</strong> ${explains}</figcaption><p>There were none in the period.</p></figure>
`;
  }
  const rows = bars.map(({ label, told }) => [label, told]);
  const table = htmlTable({ caption: explains, columns: [of, "How many"], rows });
  return figure(
    words,
    barChart(words, { bars, ...(full === undefined ? {} : { full }) }),
    folded("The same as a table", table),
  );
}

function figure(
  { id, title, description }: { readonly id: string; readonly title: string; readonly description: string },
  chart: Markup,
  beneath: MarkupValue,
): Markup {
  return markup`<figure id="${id}">
<figcaption><strong>${title}.</strong> ${description}</figcaption>
<div class="wide" role="group" aria-label="${title}" tabindex="0">${chart}</div>
${beneath}</figure>
`;
}

function folded(summary: string, content: Markup): Markup {
  return markup`<details><summary>${summary}</summary>
${content}</details>
`;
}
