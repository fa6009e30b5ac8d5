import { BANDS } from "#services/core/compliance/band-of-run";
import type { ComplianceOverTime } from "#services/core/compliance/bands";
import { type Markup, markup } from "#services/reports/html/markup";
import { showInstant } from "#services/reports/text/describe-time";
import { showShare } from "#services/reports/text/show-share";
import { BAND_WORDS, sharesOf } from "./band-words.js";

const WIDTH = 960;
const LEFT = 48;
const TOP = 24;
const HEIGHT = 220;
const BOTTOM = TOP + HEIGHT;
const INNER = WIDTH - LEFT;

/** All engines together over a time, in four bands that differ by pattern too, with numbered lines where the rules changed. */
export function complianceChart({ slices, times, markers, period }: ComplianceOverTime): Markup {
  const shares = sharesOf(times);
  const told = BANDS.map((band) => `${BAND_WORDS[band]} ${showShare(shares[band])}`).join(", ");
  const { from, to } = period;
  const [begin, end] = [tellBorder(from, period), tellBorder(to, period)];
  return markup`<figure class="chart"><figcaption id="chart-name">Share of time in each band, ${begin} to ${end}</figcaption>
<svg viewBox="0 0 ${WIDTH} ${BOTTOM + 34}" role="img" aria-labelledby="chart-name chart-told"><desc id="chart-told">${told}. The table below tells the same.</desc>
${PATTERNS}
${[0, 0.5, 1].map((part) => markup`<text x="${LEFT - 8}" y="${y(part) + 4}" text-anchor="end">${Math.round(part * 100)} %</text><path class="band-edge" d="M${LEFT} ${y(part)}H${WIDTH}" />`)}
${slices.map((slice, index) => column(slice, index, slices.length))}
${markers.slice(0, MAX_MARKERS).map(({ at }, index) => line(LEFT + ((Date.parse(at) - from) / (to - from)) * INNER, index + 1))}
<text x="${LEFT}" y="${BOTTOM + 24}">${begin}</text><text x="${WIDTH}" y="${BOTTOM + 24}" text-anchor="end">${end}</text>
</svg>${LEGEND}</figure>`;
}

/** So many changes of rules bear a number. */
export const MAX_MARKERS = 20;

const SHORT_MS = 2 * 86_400_000;

/** A border within a period: its day in UTC, and the time where the period is hardly longer than a day. */
export function tellBorder(instant: number, { from, to }: ComplianceOverTime["period"]): string {
  const told = showInstant(new Date(instant).toISOString());
  return to - from < SHORT_MS ? told : told.replace(/ \d\d:\d\d UTC$/, "");
}

function y(share: number): number {
  return Math.round((BOTTOM - share * HEIGHT) * 10) / 10;
}

function column({ times }: ComplianceOverTime["slices"][number], index: number, count: number): readonly Markup[] {
  const shares = sharesOf(times);
  const width = INNER / count;
  const x = round(LEFT + index * width);
  let below = 0;
  return BANDS.flatMap((band) => {
    const [bottom, top] = [y(below), y(below + shares[band])];
    below += shares[band];
    const height = round(bottom - top);
    return height <= 0
      ? []
      : [markup`<rect class="band-${band}" x="${x}" y="${top}" width="${round(width + 0.3)}" height="${height}" />`];
  });
}

function round(number: number): number {
  return Math.round(number * 10) / 10;
}

function line(x: number, number: number): Markup {
  return markup`<path class="marker" d="M${round(x)} ${TOP}V${BOTTOM}" /><text x="${round(x)}" y="${TOP - 8}" text-anchor="middle">${number}</text>`;
}

const PATTERNS = markup`<defs><pattern id="band-authorised" width="8" height="8" patternUnits="userSpaceOnUse"><rect width="8" height="8" fill="#7fb2e5" /><path d="M0 4H8" stroke="#005eb8" stroke-width="1.5" /></pattern>
<pattern id="band-unauthorised" width="8" height="8" patternUnits="userSpaceOnUse"><rect width="8" height="8" fill="#b10c00" /><path d="M0 8L8 0" stroke="#fff" stroke-width="1.5" /></pattern>
<pattern id="band-unknown" width="8" height="8" patternUnits="userSpaceOnUse"><rect width="8" height="8" fill="#e8edee" /><circle cx="4" cy="4" r="1.5" fill="#4c6272" /></pattern></defs>`;

const LEGEND = markup`<ul class="legend">${BANDS.map((band) => markup`<li><svg width="28" height="16" aria-hidden="true" focusable="false"><rect class="band-${band} band-edge" x="1" y="1" width="26" height="14" /></svg> ${BAND_WORDS[band]}</li>`)}</ul>`;
