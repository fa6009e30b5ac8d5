import type { ComplianceMarker } from "#schemas/compliance";
import { BANDS } from "#services/core/compliance/band-of-run";
import { type Markup, markup } from "../../html/markup.js";
import { BAND_NAMES } from "../../service-levels/describe-bands.js";
import type { BandDay } from "./band-days.js";
import { CHART_WIDTH, type ChartWords, length, svgFrame } from "./svg-frame.js";

/** What the curve is drawn of. */
export interface BandCurve {
  readonly days: readonly BandDay[];
  readonly markers: readonly ComplianceMarker[];
  /** The period, as instants. */
  readonly from: string;
  readonly to: string;
}

const PLOT = { left: 52, right: CHART_WIDTH - 12, top: 40, bottom: 232 };
const HEIGHT = 306;

/** Draws how engines stood, a column a day in four bands, one upon the other, and where the rules changed. Each band has a pattern too: colour is not needed. */
export function bandChart(words: ChartWords, curve: BandCurve, style?: string): Markup {
  const drawing = markup`<defs>${PATTERNS(words.id)}</defs>
${gridLines()}${curve.days.map((day, index) => column(day, { index, count: curve.days.length, id: words.id }))}
${dayLabels(curve.days)}${curve.markers.map((marker, index) => markerLine(marker, index, curve))}${legend(words.id)}`;
  return svgFrame(words, { height: HEIGHT, drawing, ...(style === undefined ? {} : { style }) });
}

function PATTERNS(id: string): Markup {
  return markup`<pattern id="${id}-stripes" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect class="unauthorised" width="6" height="6" /><rect class="cut" width="2" height="6" /></pattern>
<pattern id="${id}-dots" width="6" height="6" patternUnits="userSpaceOnUse"><rect class="unknown-band" width="6" height="6" /><circle class="cut" cx="3" cy="3" r="1.3" /></pattern>
<pattern id="${id}-lines" width="5" height="5" patternUnits="userSpaceOnUse"><rect class="authorised" width="5" height="5" /><rect class="cut" width="5" height="1" /></pattern>`;
}

function gridLines(): readonly Markup[] {
  return [0, 25, 50, 75, 100].map((percent) => {
    const y = length(heightOf(percent / 100));
    return markup`<line class="grid" x1="${PLOT.left}" y1="${y}" x2="${PLOT.right}" y2="${y}" /><text x="${PLOT.left - 6}" y="${length(heightOf(percent / 100) + 4)}" text-anchor="end">${percent} %</text>`;
  });
}

function heightOf(share: number): number {
  return PLOT.bottom - share * (PLOT.bottom - PLOT.top);
}

function column(
  { shares }: BandDay,
  { index, count, id }: { readonly index: number; readonly count: number; readonly id: string },
): readonly Markup[] {
  const width = (PLOT.right - PLOT.left) / count;
  let under = 0;
  return BANDS.flatMap((band) => {
    const share = shares[band];
    const top = heightOf(under + share);
    const height = heightOf(under) - top;
    under += share;
    if (height <= 0) return [];
    return [
      markup`<rect ${fillOf(band, id)} x="${length(PLOT.left + index * width)}" y="${length(top)}" width="${length(width)}" height="${length(height)}" />`,
    ];
  });
}

function fillOf(band: (typeof BANDS)[number], id: string): Markup {
  if (band === "in-lockstep") return markup`class="in-lockstep"`;
  const pattern = { authorised: "lines", unauthorised: "stripes", unknown: "dots" }[band];
  return markup`fill="url(#${id}-${pattern})"`;
}

/** At most eight, so that they stay apart. */
function dayLabels(days: readonly BandDay[]): readonly Markup[] {
  const every = Math.max(1, Math.ceil(days.length / 8));
  const width = (PLOT.right - PLOT.left) / Math.max(1, days.length);
  return days.flatMap(({ day }, index) =>
    index % every === 0
      ? [markup`<text x="${length(PLOT.left + index * width)}" y="${PLOT.bottom + 16}">${day}</text>`]
      : [],
  );
}

/** A line with a number, which the list beneath explains. */
function markerLine({ at }: ComplianceMarker, index: number, { from, to }: BandCurve): Markup {
  const part = (Date.parse(at) - Date.parse(from)) / Math.max(1, Date.parse(to) - Date.parse(from));
  const x = length(PLOT.left + Math.min(1, Math.max(0, part)) * (PLOT.right - PLOT.left));
  const up = index % 2 === 0 ? 0 : 13;
  return markup`<line class="marker" x1="${x}" y1="${PLOT.top - 4 - up}" x2="${x}" y2="${PLOT.bottom}" /><text class="marker-number" x="${x}" y="${PLOT.top - 8 - up}" text-anchor="middle">${index + 1}</text>`;
}

function legend(id: string): readonly Markup[] {
  const step = (PLOT.right - PLOT.left) / BANDS.length;
  return BANDS.map((band, index) => {
    const x = PLOT.left + index * step;
    return markup`<rect ${fillOf(band, id)} x="${length(x)}" y="${PLOT.bottom + 36}" width="18" height="18" /><text x="${length(x + 24)}" y="${PLOT.bottom + 50}">${BAND_NAMES[band]}</text>`;
  });
}
