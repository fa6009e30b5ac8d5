import { BANDS } from "#services/core/compliance/band-of-run";
import type { ComplianceMarker, ComplianceOverTime, EngineBands } from "#services/core/compliance/bands";
import type { ComplianceSeen, Viewed } from "#services/ports/estate-views";
import { htmlTable } from "#services/reports/html/html-table";
import { type Markup, markup } from "#services/reports/html/markup";
import { count } from "#services/reports/text/count";
import { cutText } from "#services/reports/text/cut-text";
import { showInstant } from "#services/reports/text/describe-time";
import { showShare } from "#services/reports/text/show-share";
import { BAND_WORDS, sharesOf } from "./band-words.js";
import { complianceChart, MAX_MARKERS, tellBorder } from "./compliance-chart.js";
import { estateLink } from "./estate-link.js";
import { faultNotice } from "./fault-notice.js";
import type { PageParts } from "./layout.js";

/** The lengths of time that are offered, in days. */
export const COMPLIANCE_DAYS = [7, 30, 90, 365] as const;
export type ComplianceDays = (typeof COMPLIANCE_DAYS)[number];

/** How the engines stood over a time: drawn, and as tables. */
export function compliancePage(values: {
  readonly estate: string;
  readonly days: ComplianceDays;
  readonly compliance: Viewed<ComplianceSeen>;
  /** Whether the first check was within that time: then it is shown from there. */
  readonly isYoung: boolean;
}): PageParts {
  const { estate, days, compliance } = values;
  const { value } = compliance;
  const title = "Over time";
  const breadcrumbs = [{ text: "Overview", href: estateLink(estate) }];
  if (value === undefined) return { title, breadcrumbs, main: faultNotice(compliance) };
  return {
    title,
    breadcrumbs,
    main: markup`${faultNotice(compliance)}${periods(days)}
<p>In lockstep, drift that a ticket or policy authorised, drift that nothing authorises, and the time of which nothing is known: what no fresh run speaks for is unknown, and never counted as sound.</p>
${firstCheckLine(value, values.isYoung)}
${value.firstCheckAt === null && value.engines.every(isUnseen) ? null : complianceChart(value)}
${markerList(value.markers)}
<h2>Each engine</h2>
${value.engines.length === 0 ? markup`<p>There is no engine that you may see.</p>` : engineTable(estate, value.engines)}
<details><summary>Each day as a table</summary>${dayTable(value)}</details>`,
  };
}

function firstCheckLine({ firstCheckAt, engines }: ComplianceSeen, isYoung: boolean): Markup | null {
  if (isYoung && firstCheckAt !== null)
    return markup`<p><strong>First check on ${showInstant(firstCheckAt)}; nothing before.</strong> All that follows begins there.</p>`;
  return firstCheckAt === null && engines.every(isUnseen)
    ? markup`<p><strong>Nothing was checked in this time</strong>, so there is nothing to draw.</p>`
    : null;
}

function isUnseen({ times }: EngineBands): boolean {
  return BANDS.every((band) => band === "unknown" || times[band] === 0);
}

function periods(current: ComplianceDays): Markup {
  const items = COMPLIANCE_DAYS.map((days) =>
    days === current
      ? markup`<li><a href="?days=${days}" aria-current="true">${days} days</a></li>`
      : markup`<li><a href="?days=${days}">${days} days</a></li>`,
  );
  return markup`<nav aria-label="How long a time"><ul class="filters">${items}</ul></nav>`;
}

function markerList(markers: readonly ComplianceMarker[]): Markup | null {
  if (markers.length === 0) return markup`<p>In this time nothing changed by which verdicts are judged.</p>`;
  const items = markers.slice(0, MAX_MARKERS).map(
    ({ at, what, engineId, detail }) =>
      markup`<li>${showInstant(at)}: ${MARKERS[what]}${engineId === null ? "" : ` of ${cutText(engineId, 60)}`}${
        detail.length === 0
          ? ""
          : ` (${detail
              .slice(0, 5)
              .map((each) => cutText(each, 80))
              .join(", ")})`
      }.</li>`,
  );
  const more = markers.length - MAX_MARKERS;
  return markup`<h2>Where the rules changed</h2><p>A step at one of these may be another way to judge, and no change of an engine.</p>
<ol>${items}</ol>${more > 0 ? markup`<p class="soft">… and ${count(more, "more change")}.</p>` : null}`;
}

const MARKERS = {
  policy: "policy changed",
  "change-control": "the rules of change control changed",
  reader: "a newer reader",
} as const satisfies Record<ComplianceMarker["what"], string>;

const MAX_ENGINES = 200;

function engineTable(estate: string, engines: readonly EngineBands[]): Markup {
  return htmlTable({
    caption: "Share of time in each band, by engine",
    columns: ["Engine", ...BANDS.map((band) => BAND_WORDS[band])],
    rows: engines.slice(0, MAX_ENGINES).map(({ engineId, times }) => {
      const shares = sharesOf(times);
      const link = markup`<a href="${estateLink(estate, "engines", engineId)}">${cutText(engineId, 60)}</a>`;
      return [link, ...BANDS.map((band) => showShare(shares[band]))];
    }),
  });
}

function dayTable({ slices, period }: ComplianceOverTime): Markup {
  return htmlTable({
    caption: "Share of time in each band, all engines together",
    columns: ["From", ...BANDS.map((band) => BAND_WORDS[band])],
    rows: slices.toReversed().map(({ from, times }) => {
      const shares = sharesOf(times);
      return [tellBorder(from, period), ...BANDS.map((band) => showShare(shares[band]))];
    }),
  });
}
