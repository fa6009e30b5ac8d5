import type { ServiceLevelsReport } from "#schemas/service-levels-report";
import { BANDS } from "#services/core/compliance/band-of-run";
import { htmlPage } from "../html/html-page.js";
import { htmlTable } from "../html/html-table.js";
import { type Markup, markup } from "../html/markup.js";
import { cutText } from "../text/cut-text.js";
import { showInstant } from "../text/describe-time.js";
import { BAND_NAMES, bandShares } from "./describe-bands.js";
import { FIGURE_NAMES, OUTCOME_WORDS, showCases, showValue } from "./describe-figure.js";
import { MARKERS } from "./render-service-levels-terminal.js";

/** A month against its service levels as one self-contained page, to be looked at in a review. */
export function renderServiceLevelsHtml(report: ServiceLevelsReport): string {
  const { estate, month, complete, to } = report;
  return htmlPage({
    title: `Service levels of ${cutText(estate, 80)}, ${month}`,
    subtitle: complete ? `Lockstep monthly review, ${month}` : `The month is not over: as of ${showInstant(to)}`,
    main: serviceLevelSections(report),
    footer: markup`<p>From the ledger of ${cutText(estate, 80)}. Each figure says on how many cases it stands; what cannot be told is unknown, and never counted as met.</p>`,
  });
}

/** The sections of that page, for whoever has a page already. */
export function serviceLevelSections({ figures, compliance }: ServiceLevelsReport): Markup {
  const rows = figures.map((figure) => [
    FIGURE_NAMES[figure.id],
    showValue(figure),
    showCases(figure),
    figure.target ?? "none",
    markup`<span class="${OUTCOME_CLASSES[figure.outcome]}">${OUTCOME_WORDS[figure.outcome]}</span>`,
    figure.notes.map((note) => markup`<p>${cutText(note, 300)}</p>`),
  ]);
  const shares = [
    ["All engines", ...bandShares(compliance.times)],
    ...compliance.engines.map(({ engineId, times }) => [cutText(engineId, 80), ...bandShares(times)]),
  ];
  return markup`<section aria-labelledby="figures">
<h2 id="figures">Figures against their targets</h2>
${htmlTable({ caption: "Each figure, on what it stands, and what it is held against", columns: ["Figure", "Value", "Stands on", "Target", "Outcome", "To be known"], rows })}
</section>
<section aria-labelledby="compliance">
<h2 id="compliance">Compliance over the month</h2>
${htmlTable({ caption: "Share of time in each band", columns: ["Engine", ...BANDS.map((band) => BAND_NAMES[band])], rows: shares })}
${markersOf(compliance.markers)}</section>
`;
}

const OUTCOME_CLASSES = { met: "passed", missed: "failed", unknown: "warning", "no-target": "soft" } as const;

function markersOf(markers: ServiceLevelsReport["compliance"]["markers"]): Markup | null {
  if (markers.length === 0) return null;
  const items = markers.map(
    ({ at, what, engineId, detail }) =>
      markup`<li>${showInstant(at)}: ${MARKERS[what]}${engineId === null ? "" : ` of ${cutText(engineId, 80)}`} (${detail.map((each) => cutText(each, 80)).join(", ")})</li>`,
  );
  return markup`<p>A step at one of these may be no change of an engine:</p>
<ul class="plain">${items}</ul>
`;
}
