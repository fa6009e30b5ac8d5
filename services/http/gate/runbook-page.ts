import type { GateAnswer } from "#schemas/gate";
import type { RunbookReport } from "#schemas/runbook-report";
import { type Markup, markup } from "#services/reports/html/markup";
import { htmlRunbook, runbookFoot } from "#services/reports/runbook/html-runbook";
import { cutText } from "#services/reports/text/cut-text";
import { showInstant } from "#services/reports/text/describe-time";
import { estateLink } from "../pages/estate-link.js";
import type { PageParts } from "../pages/layout.js";
import { showAge } from "../pages/show-age.js";

/** What the page is made of. */
export interface RunbookValues {
  readonly estate: string;
  readonly report: RunbookReport;
  /** What the gate says now; `undefined` where its book knows no such engine. */
  readonly gate: GateAnswer | undefined;
  readonly at: Date;
}

/** The runbook of an engine to be read in the browser, beneath what the gate says now, with the file beside it. */
export function runbookPage({ estate, report, gate, at }: RunbookValues): PageParts {
  const { engineId, name } = report;
  return {
    title: `Runbook of ${cutText(name, 80)}`,
    breadcrumbs: [
      { text: "Overview", href: estateLink(estate) },
      { text: cutText(name, 80), href: estateLink(estate, "engines", engineId) },
    ],
    main: markup`${gateNow(gate, at)}
<p><a href="${estateLink(estate, "engines", engineId, "runbook.html")}">Download this runbook as one file</a>: keep it, or print it, where it is read when this service is down. Written ${showInstant(report.at)}.</p>
${htmlRunbook(report)}
${runbookFoot(report)}`,
  };
}

/** The same answer as `/ready` gives at this instant: the runbook beneath may be older than it. */
function gateNow(gate: GateAnswer | undefined, at: Date): Markup {
  if (gate === undefined) return markup`<p class="warning">The gate knows no such engine now.</p>`;
  const { verdict, asOf, expiresAt, codes } = gate;
  const { word, mark, sentence } = STANDS[verdict];
  const until = expiresAt === null ? null : markup`, good until ${showInstant(expiresAt)}`;
  const since =
    asOf === null
      ? markup`It was never checked`
      : markup`From the check of ${showInstant(asOf)}, ${showAge(asOf, at)}${until}`;
  return markup`<div class="verdict ${mark}">
<p class="word">${word}</p>
<p class="sentence">${sentence}</p>
<p>${since}.${codes.length === 0 ? null : markup` Codes: ${codes.join(", ")}.`}</p>
</div>`;
}

const STANDS = {
  ready: { word: "READY", mark: "ready", sentence: "The gate is open now: a planned switchover may begin." },
  "ready-by-override": {
    ...{ word: "READY BY OVERRIDE", mark: "unknown" },
    sentence: "The gate is open now only for who accepts an override.",
  },
  "not-ready": {
    ...{ word: "NOT READY", mark: "not-ready" },
    sentence: "The gate is shut now: no planned switchover. An emergency asks nobody.",
  },
  unknown: {
    ...{ word: "UNKNOWN", mark: "unknown" },
    sentence: "The gate is shut now, since it cannot be told. An emergency asks nobody.",
  },
} as const;
