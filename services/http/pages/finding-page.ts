import type { FindingView } from "#schemas/api/finding-view";
import { escapeText } from "#services/core/text/escape-text";
import type { Viewed } from "#services/ports/estate-views";
import { htmlAuthorisation } from "#services/reports/html/html-authorisation";
import { htmlChanges } from "#services/reports/html/html-changes";
import { type Markup, markup } from "#services/reports/html/markup";
import { htmlLineDiff } from "#services/reports/review/html-line-diff";
import { htmlRaw } from "#services/reports/review/html-raw";
import { capitalise } from "#services/reports/text/capitalise";
import { cutText } from "#services/reports/text/cut-text";
import { describeArtefact } from "#services/reports/words/describe-artefact";
import { describeTolerated } from "#services/reports/words/describe-authorisation";
import {
  describeCase,
  describeExplanation,
  describeLapsed,
  describeMeaning,
  describeMustMatch,
  describeOperability,
} from "#services/reports/words/describe-finding";
import { NEED_WORDS, needOf } from "#services/reports/words/describe-need";
import { estateLink } from "./estate-link.js";
import { faultNotice } from "./fault-notice.js";
import { findingHeadline } from "./finding-headline.js";
import { findingHistory } from "./finding-history.js";
import type { PageParts, PageReader } from "./layout.js";
import { nextSteps } from "./next-steps.js";
import { sidesTable } from "./sides-table.js";

export interface FindingValues {
  readonly estate: string;
  readonly engineName: string;
  readonly viewed: Viewed<FindingView | undefined>;
  readonly view: FindingView;
  readonly hasBaseline: boolean;
  readonly at: Date;
}

/** One finding: the sentence, the three sides, the lines of its texts, its authority, what to do, and its history. */
export function findingPage(values: FindingValues, reader: PageReader): PageParts {
  const { estate, view, hasBaseline } = values;
  const { finding, engineId } = view;
  const engine = estateLink(estate, "engines", engineId);
  return {
    title: capitalise(describeArtefact(finding)),
    breadcrumbs: [
      { text: "Overview", href: estateLink(estate) },
      { text: values.engineName, href: engine },
      { text: "Findings", href: `${engine}#findings` },
    ],
    main: markup`${faultNotice(values.viewed)}${banner(view, hasBaseline)}
<h2>What differs</h2>
${differences(view, hasBaseline)}
<h2>On whose authority</h2>
${authority(finding)}
${nextSteps(values, reader)}
${findingHistory(estate, view)}
<p class="soft">In ${cutText(finding.artefact.path, 200)} · finding ${escapeText(finding.id)} · run ${cutText(view.runId, 80)}</p>`,
  };
}

function banner(view: FindingView, hasBaseline: boolean): Markup {
  const { finding } = view;
  const mustMatch = describeMustMatch(finding);
  const mark = finding.blocksReadiness ? "not-ready" : finding.explainedBy === null ? "unknown" : "ready";
  const runs = describeOperability(finding.operability);
  return markup`<div class="verdict ${mark}">
<p class="sentence">${findingHeadline(view, hasBaseline)}</p>
<p><span class="tag ${finding.severity}">${finding.severity}</span> <span class="tag">${finding.blocksReadiness ? "blocks failover" : "does not block failover"}</span>${tagsOf(view, hasBaseline)} ${cutText(finding.flow, 80)}, tier ${finding.tier}, owner ${cutText(finding.owner, 80)}</p>
<p><strong>${describeCase(finding.case, hasBaseline)}.</strong> ${describeMeaning(finding)} ${runs}</p>
${mustMatch === undefined ? null : markup`<p class="failed">${mustMatch}</p>`}</div>`;
}

/** What it needs, and whether anything authorises it: two questions, and each its own tag. */
function tagsOf({ finding, waits, proposal }: FindingView, hasBaseline: boolean): Markup {
  const need = needOf(finding, hasBaseline);
  const words =
    need === "decision" && proposal === null ? `${NEED_WORDS[need]}, with no proposal now` : NEED_WORDS[need];
  return markup`${need === "nothing" ? null : markup` <span class="tag">${words}</span>`}${waits ? markup` <span class="tag">without authority</span>` : null}`;
}

function differences({ finding, sides }: FindingView, hasBaseline: boolean): Markup {
  const { changes, case: driftCase } = finding;
  const caption = `What differs in ${describeArtefact(finding)}`;
  if (driftCase === "in-lockstep") return markup`${htmlChanges(changes, { driftCase, caption, hasBaseline })}`;
  if (changes.length === 0) return markup`<p>The finding names no path.</p>`;
  return markup`${sidesTable(changes, { caption, sides, hasBaseline })}
${changes.slice(0, MAX_TEXTS).map(({ diff, label }) => (diff === undefined ? null : htmlLineDiff(diff, label)))}
<details><summary>Raw: as the finding holds it</summary>${htmlRaw(changes.slice(0, MAX_RAW))}</details>`;
}

const MAX_TEXTS = 20;
const MAX_RAW = 50;

function authority(finding: FindingView["finding"]): Markup {
  const lapsed = describeLapsed(finding);
  const tolerated = describeTolerated(finding);
  const ended = lapsed === undefined ? null : markup`<p class="warning">${lapsed}.</p>`;
  if (finding.explainedBy === null) return markup`${htmlAuthorisation(finding.authorisation)}${ended}`;
  return markup`<p><strong>Explained by</strong> ${describeExplanation(finding.explainedBy)}</p>${tolerated === undefined ? null : markup`<p>${tolerated}.</p>`}${ended}`;
}
