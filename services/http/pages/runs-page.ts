import type { EngineRunSummary, RunSummary } from "#schemas/api/run-summary";
import type { Paged, Viewed } from "#services/ports/estate-views";
import type { ListedJob } from "#services/ports/job-queue";
import { count } from "#services/reports/count";
import { cutText } from "#services/reports/cut-text";
import { showInstant } from "#services/reports/describe-time";
import { htmlTable } from "#services/reports/html-table";
import { type Markup, type MarkupValue, markup } from "#services/reports/markup";
import { VERDICT_WORDS } from "#services/reports/standing";
import { estateLink } from "./estate-link.js";
import { faultNotice } from "./fault-notice.js";
import type { PageParts } from "./layout.js";
import { pageLinks } from "./page-links.js";
import { showAge } from "./show-age.js";

/** The runs on record, newest first, and what is being done now. */
export function runsPage(values: {
  readonly estate: string;
  readonly runs: Viewed<Paged<RunSummary>>;
  /** `undefined` where the queue does not tell. */
  readonly atWork: readonly ListedJob[] | undefined;
  readonly isFirst: boolean;
  readonly at: Date;
}): PageParts {
  const { estate, runs, atWork, at } = values;
  const { items = [], next } = runs.value ?? {};
  const after = next === undefined ? undefined : `?before=${next}`;
  return {
    title: "Runs",
    breadcrumbs: [{ text: "Overview", href: estateLink(estate) }],
    main: markup`${faultNotice(runs)}${values.isFirst ? progressPanel(estate, atWork, at) : null}
<h2>On record</h2>
${items.length === 0 ? markup`<p>No run is on record here.</p>` : htmlTable({ caption: "Runs, newest first: also those that saw nothing new", columns: ["When", "Made due by", "What it said"], rows: items.map((run) => rowOf(estate, run, at)) })}
${pageLinks({ before: values.isFirst ? undefined : "?", after }, { label: "Pages of runs", before: "The newest runs", after: "Older runs" })}`,
  };
}

function progressPanel(estate: string, atWork: readonly ListedJob[] | undefined, at: Date): Markup {
  const events = ["", "api", "v1", "estates", estate, "work"].map(encodeURIComponent).join("/");
  return markup`<section class="panel" aria-labelledby="now" data-follow="${events}"><h2 id="now">Being done now</h2>
${atWork === undefined ? markup`<p class="warning">The queue does not answer: whether something is being done cannot be told.</p>` : null}
${atWork?.length === 0 ? markup`<p>Nothing is being done at this moment.</p>` : null}
<ul class="plain">${(atWork ?? []).map((job) => jobItem(job, at))}</ul>
<p data-follow-state="" role="status"><a href="?">Load the page again</a> to see how it stands.</p>
<ul class="plain soft" data-follow-list=""></ul></section>`;
}

function jobItem({ request, begunAt, progress }: ListedJob, at: Date): Markup {
  const since =
    begunAt === undefined
      ? ""
      : `, begun ${showInstant(begunAt.toISOString())} (${showAge(begunAt.toISOString(), at)})`;
  const { engineId, nodeId, stage, source } = progress ?? {};
  const told = [engineId, nodeId, stage, source].flatMap((word) => word ?? []);
  return markup`<li><strong>${cutText(request.job, 60)}</strong>: ${cutText(request.because, 300)}${since}${told.length === 0 ? null : markup` <span class="soft">${cutText(told.join(" · "), 200)}</span>`}</li>`;
}

function rowOf(estate: string, run: RunSummary, at: Date): readonly MarkupValue[] {
  const { runId, occasion, engines, problems } = run;
  return [
    markup`<a href="${estateLink(estate, "runs", runId)}">${showInstant(run.at)}</a><br /><span class="soft">${showAge(run.at, at)}</span>`,
    occasion === undefined ? "somebody asked for it" : `schedule ${cutText(occasion.schedule, 60)}`,
    [
      engines.slice(0, MAX_ENGINES).map((engine) => markup`${engineWords(engine)}<br />`),
      engines.length > MAX_ENGINES ? `and ${engines.length - MAX_ENGINES} more` : null,
      problems.slice(0, 3).map(({ message }) => markup`<span class="failed">${cutText(message, 200)}</span><br />`),
    ],
  ];
}

const MAX_ENGINES = 6;

/** `tie: NOT READY, 4 findings, 2 without authority`. */
export function engineWords({ engineId, verdict, findings, waiting, failure }: EngineRunSummary): Markup {
  const style = { ready: "passed", "not-ready": "failed", unknown: "warning" }[verdict];
  const rest =
    failure === undefined ? `${count(findings, "finding")}, ${waiting} without authority` : "the check was broken off";
  return markup`${cutText(engineId, 60)}: <span class="${style}">${VERDICT_WORDS[verdict]}</span>, ${rest}`;
}
