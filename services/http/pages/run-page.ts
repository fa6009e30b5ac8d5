import type { LookSummary, RunSummary } from "#schemas/api/run-summary";
import type { Viewed } from "#services/ports/estate-views";
import { htmlTable } from "#services/reports/html/html-table";
import { type Markup, type MarkupValue, markup } from "#services/reports/html/markup";
import { cutText } from "#services/reports/text/cut-text";
import { showInstant } from "#services/reports/text/describe-time";
import { estateLink } from "./estate-link.js";
import { faultNotice } from "./fault-notice.js";
import type { PageParts } from "./layout.js";
import { engineWords } from "./runs-page.js";

/** One run on record: what it said of each engine, what it saw of each node, and what kept it from seeing. */
export function runPage({
  estate,
  viewed,
  run,
}: {
  readonly estate: string;
  readonly viewed: Viewed<unknown>;
  readonly run: RunSummary;
}): PageParts {
  const { occasion, problems, engines } = run;
  const due =
    occasion === undefined
      ? "Somebody asked for it."
      : `Schedule ${cutText(occasion.schedule, 60)} made it due at ${showInstant(occasion.at)}.`;
  return {
    title: `Run of ${showInstant(run.at)}`,
    breadcrumbs: [
      { text: "Overview", href: estateLink(estate) },
      { text: "Runs", href: estateLink(estate, "runs") },
    ],
    main: markup`${faultNotice(viewed)}<p>${due}</p>
${problems.map(({ message, remedy }) => markup`<p class="failed">${cutText(message, 400)} ${remedy === undefined ? null : cutText(remedy, 400)}</p>`)}
${engines.map((engine) => engineSection(estate, engine))}
<dl class="facts"><dt>Run</dt><dd>${cutText(run.runId, 80)}</dd><dt>Record of the ledger</dt><dd>${run.seq}, ${cutText(run.hash, 80)}</dd><dt>Policy in force</dt><dd>commit ${cutText(run.policyCommit, 64)}</dd></dl>`,
  };
}

function engineSection(estate: string, engine: RunSummary["engines"][number]): Markup {
  const { engineId, failure, looks, expiresAt } = engine;
  return markup`<h2><a href="${estateLink(estate, "engines", engineId)}">${cutText(engineId, 60)}</a></h2>
<p>${engineWords(engine)}. The verdict was good until ${showInstant(expiresAt)}.</p>
${failure === undefined ? null : markup`<p class="failed">${cutText(failure.message, 400)}</p>`}
${looks.length === 0 ? markup`<p>No node was looked at.</p>` : htmlTable({ caption: `What was seen of ${cutText(engineId, 60)}`, columns: ["Node", "Read", "Changed", "Problems"], rows: looks.map(lookRow) })}`;
}

function lookRow({ nodeId, role, takenAt, changed, problems }: LookSummary): readonly MarkupValue[] {
  const words = problems.slice(0, 10).map(({ message }) => markup`${cutText(message, 300)}<br />`);
  return [
    `${cutText(nodeId, 80)} (${role === "primary" ? "production" : "standby"})`,
    takenAt === null ? markup`<span class="failed">not read</span>` : showInstant(takenAt),
    takenAt === null ? "not known" : changed ? "since the look before" : "nothing new",
    words.length === 0 ? "none" : words,
  ];
}
