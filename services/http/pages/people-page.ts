import type { AccessPolicy, RoleGrant } from "#schemas/access";
import type { ListedToken } from "#services/ports/token-store";
import { htmlTable } from "#services/reports/html/html-table";
import { type Markup, type MarkupValue, markup } from "#services/reports/html/markup";
import { count } from "#services/reports/text/count";
import { cutText } from "#services/reports/text/cut-text";
import { millisecondsBetween, showInstant } from "#services/reports/text/describe-time";
import { csrfField } from "./csrf-field.js";
import { estateLink } from "./estate-link.js";
import type { PageParts, PageReader } from "./layout.js";
import { showAge } from "./show-age.js";
import { statusWords } from "./status-words.js";

/** Who may do what in an estate, as its Git says, and the tokens by which programs ask. */
export function peoplePage(
  values: {
    readonly estate: string;
    /** `undefined` where policy/access.yaml is not there or not in force: then nobody may do anything. */
    readonly access: AccessPolicy | undefined;
    /** Who may decide, as policy names them. */
    readonly approvers: readonly string[];
    readonly tokens: readonly ListedToken[];
    /** Whether the reader may look at the queue's own pages. */
    readonly maySeeQueue: boolean;
    readonly at: Date;
  },
  reader: PageReader,
): PageParts {
  const { estate, tokens, at } = values;
  return {
    title: "People and tokens",
    breadcrumbs: [{ text: "Overview", href: estateLink(estate) }],
    main: markup`<h2>People</h2>
${reader.principal.kind === "operator" ? operatorWords(values, reader) : signedInWords(values)}
<h2>Tokens</h2>
${tokens.length === 0 ? markup`<p>There is no token.</p>` : htmlTable({ caption: count(tokens.length, "token"), columns: ["Token", "Role", "Engines", "Made by", "Ends", "Last used", "End it"], rows: tokens.slice(0, MAX_ROWS).map((token) => tokenRow(token, { estate, at, reader })) })}
<p class="soft">A token is made with <code>lockstep token create</code>, shown once, and kept nowhere. It reads or asks, and decides nothing.</p>
${values.maySeeQueue ? markup`<h2>The service</h2><p><a href="/queue">The queue's own pages</a>: the jobs of every estate, to be looked at and not moved.</p>` : null}`,
  };
}

interface PeopleAbout {
  readonly access: AccessPolicy | undefined;
  readonly approvers: readonly string[];
}

function signedInWords({ access }: PeopleAbout): Markup {
  return markup`${access === undefined ? markup`<p class="warning">policy/access.yaml is not there, or not in force: whoever signs in may do nothing here.</p>` : accessTables(access)}
<p class="soft">Who may do what is changed in policy/access.yaml, by a commit on main; it counts within a minute.</p>`;
}

/** Without a sign-in nobody of policy/access.yaml can come in. */
function operatorWords({ access, approvers }: PeopleAbout, { principal }: PageReader): Markup {
  const named = approvers.slice(0, MAX_NAMED).map((name) => cutText(name, 80));
  const more = approvers.length > MAX_NAMED ? ` and ${approvers.length - MAX_NAMED} more` : "";
  const who = named.length === 0 ? "nobody" : `${named.join(", ")}${more}`;
  return markup`<p>No sign-in is configured: this service answers whoever sits at its machine, by a link that is printed there, and the tokens below. You are here as <strong>${cutText(principal.name, 80)}</strong>, and records bear that name: it is the account that started the service, or what <code>lockstep serve --as</code> said.</p>
<p>You look, ask for checks and keep tokens. Decisions are for those whom policy/review.yaml names: ${who}.</p>
${access === undefined ? null : markup`<p>What policy/access.yaml says of people holds once a sign-in stands in service.yaml:</p>${accessTables(access)}`}`;
}

const MAX_NAMED = 10;

const MAX_ROWS = 200;

function accessTables({ people, groups }: AccessPolicy): Markup {
  const rows = [
    ...people.map(({ name, account, roles }) => [
      cutText(name, 120),
      `account ${cutText(account, 120)}`,
      rolesOf(roles),
    ]),
    ...groups.map(({ group, roles }) => [`Members of ${cutText(group, 120)}`, "group of the sign-in", rolesOf(roles)]),
  ];
  if (rows.length === 0) return markup`<p class="warning">Nobody is named.</p>`;
  return htmlTable({
    caption: `${count(people.length, "person", "people")} and ${count(groups.length, "group")}`,
    columns: ["Who", "Known by", "May"],
    rows: rows.slice(0, MAX_ROWS),
  });
}

function rolesOf(roles: readonly RoleGrant[]): string {
  return roles
    .map(
      ({ role, engines }) =>
        `${role}${engines === undefined ? "" : ` of ${engines.map((id) => cutText(id, 60)).join(", ")}`}`,
    )
    .join("; ");
}

interface RowAbout {
  readonly estate: string;
  readonly at: Date;
  readonly reader: PageReader;
}

function tokenRow({ token, lastUsedAt }: ListedToken, { estate, at, reader }: RowAbout): readonly MarkupValue[] {
  const { id, name, role, engines, createdBy, createdAt } = token;
  return [
    markup`${cutText(name, 80)}<br /><span class="soft">${id}</span>`,
    role,
    engines === "all" ? "all" : engines.map((engine) => cutText(engine, 60)).join(", "),
    `${cutText(createdBy, 80)}, ${showInstant(createdAt)}`,
    endOf(token.expiresAt, at),
    lastUsedAt === undefined ? "never" : showAge(lastUsedAt, at),
    markup`<form method="post" action="${estateLink(estate, "people", "tokens", id, "revoke")}">${csrfField(reader.csrf)}<button class="nhsuk-button nhsuk-button--warning nhsuk-button--small" type="submit">End it now<span class="nhsuk-u-visually-hidden">: ${cutText(name, 80)}</span></button></form>`,
  ];
}

const DAY_MS = 86_400_000;
const SOON_DAYS = 14;

function endOf(expiresAt: string, at: Date): MarkupValue {
  const left = millisecondsBetween(at.toISOString(), expiresAt);
  if (left === undefined || left <= 0) return statusWords("bad", `ended ${showInstant(expiresAt)}`);
  const days = Math.floor(left / DAY_MS);
  return statusWords(days <= SOON_DAYS ? "unsure" : "good", `${count(days, "day")} left`);
}
