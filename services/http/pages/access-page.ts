import type { AccessReview } from "#schemas/access-review";
import type { Viewed } from "#services/ports/estate-views";
import { htmlTable } from "#services/reports/html/html-table";
import { type Markup, type MarkupValue, markup } from "#services/reports/html/markup";
import { count } from "#services/reports/text/count";
import { cutText } from "#services/reports/text/cut-text";
import { showInstant } from "#services/reports/text/describe-time";
import { quoteTyped } from "#services/reports/text/quote-typed";
import { describeAccessChange, describeOutcome } from "#services/reports/words/describe-access";
import { accessForm, type TypedReview } from "./access-form.js";
import { estateLink } from "./estate-link.js";
import { faultNotice } from "./fault-notice.js";
import type { PageParts, PageReader } from "./layout.js";
import { statusWords } from "./status-words.js";

export interface AccessValues {
  readonly estate: string;
  readonly access: Viewed<AccessReview>;
  readonly typed: TypedReview;
  /** Why a review was not taken. */
  readonly problem?: string;
}

/** Who holds which role here and on the engines, by what, when somebody last looked through it, and the form by which that is put on record. */
export function accessPage(values: AccessValues, reader: PageReader): PageParts {
  const { estate, access } = values;
  const breadcrumbs = [{ text: "Overview", href: estateLink(estate) }];
  const { value } = access;
  if (value === undefined) return { title: "Access", breadcrumbs, main: faultNotice(access) };
  return {
    title: "Access",
    breadcrumbs,
    main: markup`${faultNotice(access)}${problemBox(values.problem)}<h2>The review</h2>
${standing(value)}
${changes(value)}
<h2>Roles in Lockstep</h2>
${roles(value)}
<p class="soft">People and groups stand in policy/access.yaml on main, at ${value.commit.slice(0, 12)}; tokens are made with <code>lockstep token create</code>.</p>
<h2>Accounts on the engines</h2>
<p>As the last snapshot of each node tells. An account that an engine does not tell of is looked through there.</p>
${onEngines(value)}
${accessForm({ ...values, digest: value.digest }, reader)}`,
  };
}

function problemBox(problem: string | undefined): Markup | null {
  if (problem === undefined) return null;
  return markup`<div class="nhsuk-error-summary" aria-labelledby="problem" role="alert" tabindex="-1"><h2 class="nhsuk-error-summary__title" id="problem">The review was not recorded</h2><div class="nhsuk-error-summary__body"><p>${quoteTyped(cutText(problem, 600))}</p></div></div>
`;
}

function standing({ last, dueAt, isOverdue }: AccessReview): Markup {
  const by =
    last === null
      ? markup`<p>Nobody has put a review on record yet.</p>`
      : markup`<p>Last reviewed ${showInstant(last.at)} by ${cutText(last.by, 120)} (record ${last.record}): ${cutText(describeOutcome(last), 600)}.</p>`;
  return markup`${by}
${due(dueAt, isOverdue)}`;
}

function due(dueAt: string | null, isOverdue: boolean): Markup {
  if (dueAt === null)
    return markup`<p class="soft">policy/access.yaml does not say how often (<code>reviewEveryDays</code>).</p>`;
  if (isOverdue) return markup`<p>${statusWords("bad", `Overdue since ${showInstant(dueAt)}`)}</p>`;
  return markup`<p>${statusWords("good", `The next one is due by ${showInstant(dueAt)}`)}</p>`;
}

const MAX_ROWS = 200;

function changes({ last, changed }: AccessReview): Markup | null {
  if (last === null || changed === null) return null;
  if (changed.length === 0) return markup`<p>Nothing is otherwise since then.</p>`;
  const items = changed
    .slice(0, MAX_ROWS)
    .map((change) => markup`<li>${cutText(describeAccessChange(change), 400)}</li>`);
  return markup`<h3>Otherwise since then</h3><ul>${items}${more(changed.length)}</ul>`;
}

function more(length: number): Markup | null {
  return length > MAX_ROWS ? markup`<li>and ${length - MAX_ROWS} more</li>` : null;
}

function roles({ inForce, people, groups, tokens }: AccessReview): Markup {
  const rows = [
    ...people.map(({ account, name, role, engines }) => [
      cutText(name, 120),
      `account ${cutText(account, 120)}`,
      markup`<span class="short">${role}</span>`,
      over(engines),
      "while it stands there",
    ]),
    ...groups.map(({ group, role, engines }) => [
      `Members of ${cutText(group, 120)}`,
      "group of the sign-in",
      markup`<span class="short">${role}</span>`,
      over(engines),
      "while it stands there",
    ]),
    ...tokens.map(({ id, name, role, engines, createdBy, expiresAt, isOver, lastUsedAt }) => [
      markup`${cutText(name, 80)}<br /><span class="soft">${id}</span>`,
      `token, made by ${cutText(createdBy, 80)}`,
      markup`<span class="short">${role}</span>`,
      over(engines),
      `${isOver ? "ended" : "until"} ${showInstant(expiresAt)}, ${lastUsedAt === null ? "never used" : `last used ${showInstant(lastUsedAt)}`}`,
    ]),
  ] satisfies MarkupValue[][];
  const none = inForce
    ? null
    : markup`<p class="warning">policy/access.yaml is not there, or not in force: whoever signs in may do nothing here.</p>`;
  const table =
    rows.length === 0
      ? markup`<p>No role is held.</p>`
      : htmlTable({
          caption: `${count(rows.length, "role")} held`,
          columns: ["Who", "By what", "Role", "Over", "How long"],
          rows: rows.slice(0, MAX_ROWS),
        });
  return markup`${none}${table}${rows.length > MAX_ROWS ? markup`<p>and ${rows.length - MAX_ROWS} more</p>` : null}`;
}

function over(engines: "all" | readonly string[]): string {
  return engines === "all" ? "all engines" : engines.map((id) => cutText(id, 60)).join(", ");
}

function onEngines({ engines }: AccessReview): Markup {
  const told = engines.flatMap((engine) => (engine.accounts === null ? [] : [accountsTable(engine, engine.accounts)]));
  const silent = engines
    .filter(({ accounts }) => accounts === null)
    .map((engine) => markup`<li>${untold(engine)}</li>`);
  if (engines.length === 0) return markup`<p>No engine is declared.</p>`;
  return markup`${told}${silent.length === 0 ? null : markup`<h3>Not told</h3><ul>${silent}</ul>`}`;
}

type NodeAccounts = AccessReview["engines"][number];

function untold({ engineId, nodeId, takenAt }: NodeAccounts): string {
  const node = `${cutText(engineId, 60)}/${cutText(nodeId, 60)}`;
  return takenAt === null ? `${node}: it was never read` : `${node}: its snapshots do not tell; ask the engine itself`;
}

function accountsTable({ engineId, nodeId, takenAt }: NodeAccounts, accounts: NonNullable<NodeAccounts["accounts"]>) {
  const rows = accounts
    .slice(0, MAX_ROWS)
    .map(({ kind, name, roles: held }) => [cutText(name, 120), kind, heldWords(kind, held)]);
  const asOf = takenAt === null ? "" : `As of ${showInstant(takenAt)}.`;
  return markup`<h3>${cutText(engineId, 60)}/${cutText(nodeId, 60)}</h3>
<p class="soft">${asOf}</p>
${htmlTable({
  caption: count(accounts.length, "account or role", "accounts and roles"),
  columns: ["Name", "What", "Roles there"],
  rows,
})}${accounts.length > MAX_ROWS ? markup`<p>and ${accounts.length - MAX_ROWS} more</p>` : null}`;
}

function heldWords(kind: string, held: readonly string[] | null): string {
  if (held === null) return kind === "user" ? "not told" : "";
  return held.length === 0 ? "none" : cutText(held.join(", "), 300);
}
