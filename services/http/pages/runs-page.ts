import type { AskedCheck } from "#schemas/api/asked-check";
import type { EngineRunSummary, RunSummary } from "#schemas/api/run-summary";
import type { Paged, Viewed } from "#services/ports/estate-views";
import type { ListedJob } from "#services/ports/job-queue";
import { htmlTable } from "#services/reports/html/html-table";
import { type Markup, type MarkupValue, markup } from "#services/reports/html/markup";
import { count } from "#services/reports/text/count";
import { cutText } from "#services/reports/text/cut-text";
import { showInstant } from "#services/reports/text/describe-time";
import { VERDICT_WORDS } from "#services/reports/words/standing";
import { askedPanel } from "./asked-panel.js";
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
  /** What the reader asked for just now, where they did. */
  readonly asked: AskedCheck | undefined;
  /** When engines are checked by themselves. */
  readonly next: Markup | null;
  readonly isFirst: boolean;
  readonly at: Date;
}): PageParts {
  const { estate, runs, asked, at } = values;
  const { items = [], next } = runs.value ?? {};
  const after = next === undefined ? undefined : `?before=${next}`;
  return {
    title: "Runs",
    breadcrumbs: [{ text: "Overview", href: estateLink(estate) }],
    main: markup`${faultNotice(runs)}${asked === undefined ? null : askedPanel(estate, asked)}${values.isFirst ? progressPanel(values, items) : null}
${values.next}
<h2>On record</h2>
${items.length === 0 ? markup`<p>No run is on record here.</p>` : htmlTable({ caption: "Runs, newest first: also those that saw nothing new", columns: ["When", "Made due by", "What it said"], rows: items.map((run) => rowOf(estate, run, at)) })}
<p class="soft">Findings are counted here with those that policy explains; the overview and the page of an engine tell the open ones apart.</p>
${pageLinks({ before: values.isFirst ? undefined : "?", after }, { label: "Pages of runs", before: "The newest runs", after: "Older runs" })}`,
  };
}

function progressPanel(
  { estate, atWork, at, asked }: Pick<Parameters<typeof runsPage>[0], "estate" | "atWork" | "at" | "asked">,
  runs: readonly RunSummary[],
): Markup {
  const events = ["", "api", "v1", "estates", estate, "work"].map(encodeURIComponent).join("/");
  return markup`<section class="panel" aria-labelledby="now" data-follow="${events}" data-runs="${estateLink(estate, "runs")}"><h2 id="now">Being done now</h2>
${atWork === undefined ? markup`<p class="warning">The queue does not answer: whether something is being done cannot be told.</p>` : null}
${atWork?.length === 0 ? markup`<p>Nothing is being done at this moment.</p>` : null}
<ul class="plain" data-follow-now="">${(atWork ?? []).map((job) => jobItem(estate, job, { at, runs }))}</ul>
<p data-follow-state="" role="status"><a href="${againLink(asked)}">Load the page again</a> to see how it stands.</p>
<ul class="plain soft" data-follow-list=""></ul></section>`;
}

/** The same page, which then tells what became of the same asking. */
function againLink(asked: AskedCheck | undefined): string {
  if (asked === undefined) return "?";
  const [engine = ""] = asked.engines;
  return `?${new URLSearchParams({ engine, asked: asked.askedAt }).toString()}`;
}

function jobItem(
  estate: string,
  { request, begunAt, progress }: ListedJob,
  { at, runs }: { readonly at: Date; readonly runs: readonly RunSummary[] },
): Markup {
  const recorded = runs.findLast(
    (run) => begunAt !== undefined && run.at >= begunAt.toISOString() && isOf(run, request),
  );
  const since =
    begunAt === undefined
      ? ""
      : `, begun ${showInstant(begunAt.toISOString())} (${showAge(begunAt.toISOString(), at)})`;
  const { engineId, nodeId, stage, source } = progress ?? {};
  const told = [engineId, nodeId, stage, source].flatMap((word) => word ?? []);
  const rest =
    recorded === undefined
      ? told.length === 0
        ? null
        : markup` <span class="soft">${cutText(told.join(" · "), 200)}</span>`
      : markup`. <a href="${estateLink(estate, "runs", recorded.runId)}">Its run is recorded</a>, and what follows from it is still being done`;
  return markup`<li><strong>${JOBS.get(request.job) ?? cutText(request.job, 60)}</strong>: ${cutText(request.because, 300)}${since}${rest}</li>`;
}

/** What each job is to whoever reads of it. */
const JOBS: ReadonlyMap<string, string> = new Map([
  ["check", "Check"],
  ["check-occasion", "Check by schedule"],
  ["begin-schedule", "Schedule begun"],
  ["settle-reviews", "Decisions followed up"],
  ["keep-reviews", "Proposals kept up to date"],
]);

function isOf({ engines }: RunSummary, request: ListedJob["request"]): boolean {
  if (request.job === "check-occasion") return engines.some(({ engineId }) => engineId === request.engineId);
  if (request.job !== "check") return false;
  return request.engineIds.length > 0 && engines.some(({ engineId }) => request.engineIds.includes(engineId));
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

/** `tie: NOT READY, 4 findings in all, 2 without authority`. */
export function engineWords({ engineId, verdict, findings, waiting, failure }: EngineRunSummary): Markup {
  const style = { ready: "passed", "not-ready": "failed", unknown: "warning" }[verdict];
  const rest =
    failure === undefined
      ? `${count(findings, "finding")} in all, ${waiting} without authority`
      : "the check was broken off";
  return markup`${cutText(engineId, 60)}: <span class="${style}">${VERDICT_WORDS[verdict]}</span>, ${rest}`;
}
