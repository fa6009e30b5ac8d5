import type { StandingAction } from "#schemas/action";
import type {
  Decisions,
  RecordedDecision,
  StandingGap,
  StandingOverride,
  StandingWaiver,
} from "#schemas/api/decisions";
import type { RecordedExercise } from "#schemas/exercise";
import type { Viewed } from "#services/ports/estate-views";
import { htmlTable } from "#services/reports/html/html-table";
import { type Markup, type MarkupValue, markup } from "#services/reports/html/markup";
import { describeStanding } from "#services/reports/practice/describe-action";
import { describeDuration, describeWorth } from "#services/reports/practice/describe-exercise";
import { count } from "#services/reports/text/count";
import { cutText } from "#services/reports/text/cut-text";
import { showInstant } from "#services/reports/text/describe-time";
import { estateLink } from "./estate-link.js";
import { faultNotice } from "./fault-notice.js";
import type { PageParts } from "./layout.js";
import { statusWords } from "./status-words.js";

/** What people decided and how long it still lasts: what ended stands first, since it asks for something. */
export function decisionsPage({
  estate,
  decisions,
  hasNotices,
}: {
  readonly estate: string;
  readonly decisions: Viewed<Decisions>;
  /** Whether anybody is told of anything. */
  readonly hasNotices: boolean;
}): PageParts {
  const { value } = decisions;
  const breadcrumbs = [{ text: "Overview", href: estateLink(estate) }];
  if (value === undefined) return { title: "Decisions and waivers", breadcrumbs, main: faultNotice(decisions) };
  const { overrides, waivers, gaps, reviews, exercises, actions } = value;
  return {
    title: "Decisions and waivers",
    breadcrumbs,
    main: markup`${faultNotice(decisions)}${hasNotices ? markup`<p><a href="${estateLink(estate, "notices")}">What people were told, and who has seen it</a></p>` : null}
${part("Overrides", "Nothing is set aside now.", ["Engine", "Standing", "By", "Sets aside", "Why", "Ticket", "Until"], overrides.map(overrideRow))}
${part(
  "Waivers",
  "No difference is tolerated.",
  ["Waiver", "Days left", "Owner", "Permitted by", "Why", "Ticket", "Hides on"],
  byDays(waivers).map((each) => waiverRow(estate, each)),
)}
${part("Accepted gaps", "Nothing is left unread by permission.", ["Gap", "Days left", "Not read", "Owner", "Permitted by", "Why"], byDays(gaps).map(gapRow))}
${part("Decisions on proposals", "Nothing was decided yet.", ["When", "Engine", "Outcome", "Decided by", "Approved by", "Ticket"], reviews.map(reviewRow))}
${part(
  "Actions",
  "No action is on record.",
  ["Action", "Standing", "Engine", "What", "Owner", "From", "Ticket"],
  actions.map((each) => actionRow(each)),
)}
${part(
  "Exercises",
  "No exercise is on record.",
  ["When", "Engine", "Kind", "Outcome", "Took", "Counts", "Lessons", "Recorded by"],
  exercises.map(exerciseRow),
)}`,
  };
}

function part(
  title: string,
  none: string,
  columns: readonly string[],
  rows: readonly (readonly MarkupValue[])[],
): Markup {
  if (rows.length === 0) return markup`<h2>${title}</h2><p>${none}</p>`;
  return markup`<h2>${title}</h2>${htmlTable({ caption: `${title}: ${rows.length}`, columns, rows: rows.slice(0, MAX_ROWS) })}`;
}

const MAX_ROWS = 200;

function byDays<T extends { readonly daysLeft: number }>(list: readonly T[]): readonly T[] {
  return list.toSorted((a, b) => a.daysLeft - b.daysLeft);
}

const SOON_DAYS = 7;

function daysCell({ standing, daysLeft }: Pick<StandingWaiver, "standing" | "daysLeft">): Markup {
  if (standing === "ended") return statusWords("bad", `ended ${count(Math.abs(daysLeft), "day")} ago`);
  return statusWords(daysLeft <= SOON_DAYS ? "unsure" : "good", `${count(daysLeft, "day")} left`);
}

function waiverRow(estate: string, { waiver, hidesOn, ...standing }: StandingWaiver): readonly MarkupValue[] {
  const hides = hidesOn.map(
    (engineId) =>
      markup`<a href="${estateLink(estate, "engines", engineId)}?show=explained#findings">${cutText(engineId, 60)}</a> `,
  );
  return [
    markup`${cutText(waiver.id, 80)}<br /><span class="soft">until ${cutText(waiver.expires, 20)}</span>`,
    daysCell(standing),
    cutText(waiver.owner, 80),
    cutText(waiver.approver, 80),
    cutText(waiver.reason, 300),
    cutText(waiver.ticket ?? "none", 60),
    hides.length === 0 ? "nothing in the last run" : hides,
  ];
}

function gapRow({ gap, ...standing }: StandingGap): readonly MarkupValue[] {
  const { id, engine, source, owner, approver, reason } = gap;
  return [
    cutText(id, 80),
    daysCell(standing),
    `${cutText(engine, 60)}, ${cutText(source, 120)}`,
    cutText(owner, 80),
    cutText(approver, 80),
    cutText(reason, 300),
  ];
}

function overrideRow({ engineId, override, standing }: StandingOverride): readonly MarkupValue[] {
  const { by, second, codes, reason, ticket, until } = override;
  return [
    cutText(engineId, 60),
    standing === "in-force" ? statusWords("unsure", "in force") : statusWords("bad", "ended, owes a ticket"),
    second === null ? cutText(by, 80) : `${cutText(by, 80)} and ${cutText(second, 80)}`,
    codes.map((code) => cutText(code, 60)).join(", "),
    cutText(reason, 300),
    ticket === null ? "to follow" : cutText(ticket, 60),
    showInstant(until),
  ];
}

function reviewRow({ at, decision }: RecordedDecision): readonly MarkupValue[] {
  const { engineId, outcome, decidedBy, approvers, ticket } = decision;
  return [
    showInstant(at),
    cutText(engineId, 60),
    OUTCOMES[outcome],
    cutText(decidedBy, 80),
    approvers.map(({ name }) => cutText(name, 80)).join(", "),
    ticket === null ? "none" : cutText(ticket, 60),
  ];
}

function exerciseRow({ exercise, by, record }: RecordedExercise): readonly MarkupValue[] {
  const { startedAt, engineId, kind, outcome, lessons } = exercise;
  return [
    showInstant(startedAt),
    cutText(engineId, 60),
    kind,
    outcome,
    describeDuration(exercise),
    describeWorth(exercise),
    lessons.length === 0 ? "none" : lessons.map((lesson) => markup`<p>${cutText(lesson, 500)}</p>`),
    `${cutText(by, 80)}, record ${record}`,
  ];
}

function actionRow(action: StandingAction): readonly MarkupValue[] {
  const { id, standing, engineId, what, owner, from, ticket } = action;
  const mark = standing === "overdue" ? "bad" : standing === "open" ? "unsure" : "good";
  return [
    id,
    statusWords(mark, describeStanding(action)),
    ...[engineId, what, owner, from].map((text) => cutText(text, 300)),
    ticket === null ? "none" : cutText(ticket, 60),
  ];
}

const OUTCOMES = {
  adopted: "Accepted into the baseline",
  "restore-agreed": "Production is to be put back",
  declined: "Declined",
} as const satisfies Record<RecordedDecision["decision"]["outcome"], string>;
