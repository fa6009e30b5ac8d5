import type { StandingNotice } from "#schemas/notices-report";
import { mayDo } from "#services/core/access/may-do";
import { htmlTable } from "#services/reports/html/html-table";
import { type MarkupValue, markup } from "#services/reports/html/markup";
import { count } from "#services/reports/text/count";
import { cutText } from "#services/reports/text/cut-text";
import { csrfField } from "./csrf-field.js";
import { estateLink } from "./estate-link.js";
import type { PageParts, PageReader } from "./layout.js";
import { showAge } from "./show-age.js";

interface NoticesAbout {
  readonly estate: string;
  readonly notices: readonly StandingNotice[];
  readonly at: Date;
}

/** What people were told and stands, and who has seen it: "seen" ends the telling of others, and changes no verdict. */
export function noticesPage(about: NoticesAbout, reader: PageReader): PageParts {
  const { estate, notices } = about;
  const rows = notices.slice(0, MAX_ROWS).map((notice) => rowOf(notice, about, reader));
  return {
    title: "What people were told",
    breadcrumbs: [{ text: "Overview", href: estateLink(estate) }],
    main: markup`<p>Each state is told once. <strong>Seen</strong> means that nobody else is told because of it; it changes no verdict. To tolerate a difference is to waive it, on its own page.</p>
${rows.length === 0 ? markup`<p>Nothing stands that people were told of.</p>` : htmlTable({ caption: count(notices.length, "notice"), columns: ["What", "Since", "Told to", "Seen"], rows })}`,
  };
}

const MAX_ROWS = 200;

function rowOf(
  { matter, since, channel, level, state, record, seenBy }: StandingNotice,
  { estate, at }: NoticesAbout,
  reader: PageReader,
): readonly MarkupValue[] {
  const { engineId, title, owner } = matter;
  const engine =
    engineId === null
      ? "the estate"
      : markup`<a href="${estateLink(estate, "engines", engineId)}">${cutText(engineId, 60)}</a>`;
  const maySay = seenBy === null && mayDo(reader.principal, "acknowledge", { estate, engine: null });
  const form = markup`<form method="post" action="${estateLink(estate, "notices", String(record), "seen")}">${csrfField(reader.csrf)}<button class="nhsuk-button nhsuk-button--secondary nhsuk-button--small" type="submit">Seen<span class="nhsuk-u-visually-hidden">: ${cutText(title, 200)}</span></button></form>`;
  return [
    markup`${cutText(title, 200)}<br /><span class="soft">${engine}, ${cutText(owner, 60)}</span>`,
    showAge(since, at),
    `${cutText(channel, 60)}${level === 0 ? "" : `, level ${level}`}${STATES[state]}`,
    seenBy !== null ? `by ${cutText(seenBy, 80)}` : maySay ? form : "by nobody yet",
  ];
}

const STATES = {
  sent: "",
  claimed: ": on its way",
  failed: ": could not be sent",
} as const satisfies Record<StandingNotice["state"], string>;
