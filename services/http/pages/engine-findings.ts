import type { EngineReport } from "#schemas/check-report";
import type { Finding } from "#schemas/finding";
import { partFindings, SEVERITIES } from "#services/reports/findings/order-findings";
import { blockingFindings } from "#services/reports/findings/set-aside-findings";
import { waitingFindings } from "#services/reports/findings/waiting-findings";
import { htmlNoticed } from "#services/reports/html/html-noticed";
import { type Markup, markup } from "#services/reports/html/markup";
import { count } from "#services/reports/text/count";
import { NEED_WORDS, type Need, needOf } from "#services/reports/words/describe-need";
import { describeNothingOpen } from "#services/reports/words/why-not-compared";
import { type FindingsQuery, queryText, ROWS_A_PAGE, SHOWN, sortFindings } from "./findings-query.js";
import { findingsTable } from "./findings-table.js";
import { pageLinks } from "./page-links.js";

/** The findings of an engine, at most a page of them, and ways to see others. What policy hides is counted beside what is open. */
export function engineFindings(estate: string, engine: EngineReport, query: FindingsQuery): Markup {
  const { noticed, ...lists } = listsOf(engine);
  const { severity, show, page } = query;
  const all = sortFindings(
    lists[show].filter((finding) => severity === undefined || finding.severity === severity),
    query,
  );
  const shown = all.slice((page - 1) * ROWS_A_PAGE, page * ROWS_A_PAGE);
  return markup`<h2 id="findings">Findings</h2>
${filters(lists, query)}
${lists.open.length === 0 && show === "open" ? markup`<p>${describeNothingOpen(engine)}</p>` : null}
${shown.length === 0 ? markup`<p>Nothing is listed here.</p>` : findingsTable(shown, { estate, engine, query, caption: captionOf(shown, all.length, query) })}
${pageLinks(
  {
    before: page > 1 ? queryText(query, { page: page - 1 }) : undefined,
    after: all.length > page * ROWS_A_PAGE ? queryText(query, { page: page + 1 }) : undefined,
  },
  { label: "Pages of findings", before: "The findings before", after: "The findings after" },
)}
${noticed.length === 0 ? null : htmlNoticed(noticed)}`;
}

type Lists = Readonly<Record<FindingsQuery["show"], readonly Finding[]>>;

function listsOf(engine: EngineReport): Lists & { readonly noticed: readonly Finding[] } {
  const { open, explained, noticed } = partFindings(engine.findings);
  const needing = (need: Need): readonly Finding[] =>
    open.filter((finding) => needOf(finding, engine.baseline !== null) === need);
  return {
    ...{ open, explained, noticed },
    blocking: blockingFindings(engine),
    decide: needing("decision"),
    align: needing("alignment"),
    unauthorised: waitingFindings(engine),
  };
}

const LIST_NAMES = {
  open: "open",
  blocking: "blocking a failover",
  decide: NEED_WORDS.decision,
  align: `with ${NEED_WORDS.alignment}`,
  unauthorised: "without authority",
  explained: "explained by policy",
} as const satisfies Record<FindingsQuery["show"], string>;

function captionOf(shown: readonly Finding[], all: number, { page, severity, show }: FindingsQuery): string {
  const what = `${count(all, severity === undefined ? "finding" : `${severity} finding`)} ${LIST_NAMES[show]}`;
  if (shown.length === all) return capital(what);
  const from = (page - 1) * ROWS_A_PAGE + 1;
  return `${capital(what)}: ${from} to ${from + shown.length - 1}`;
}

function capital(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}

function filters(lists: Lists, query: FindingsQuery): Markup {
  const shows = SHOWN.map((show) =>
    item(query.show === show, queryText(query, { show }), `${lists[show].length} ${LIST_NAMES[show]}`),
  );
  const present = SEVERITIES.filter((severity) => lists[query.show].some((finding) => finding.severity === severity));
  const severities = present.map((severity) =>
    item(query.severity === severity, queryText(query, { severity }), `only ${severity}`),
  );
  const every = item(query.severity === undefined, queryText(query, { severity: undefined }), "every severity");
  return markup`<nav aria-label="Which findings"><ul class="filters">${shows}</ul>${present.length < 2 ? null : markup`<ul class="filters">${every}${severities}</ul>`}</nav>`;
}

function item(isCurrent: boolean, href: string, text: string): Markup {
  return isCurrent
    ? markup`<li><a href="${href}#findings" aria-current="true">${text}</a></li>`
    : markup`<li><a href="${href}#findings">${text}</a></li>`;
}
