import type { NoteOutcome, TicketNote } from "#services/ports/ticket-notes";
import type { TicketRequest } from "#services/ports/ticket-system";
import type { ConnectorLimits } from "#services/wire/connector-limits";
import { ensureOnce } from "../asking/ensure-once.js";
import { idIn } from "./find-changes.js";
import { idOf, type Row, readChange, rowsIn } from "./read-changes.js";
import { CHANGES } from "./read-requests.js";
import { type Account, withAccount } from "./with-account.js";

/** Puts a note on a change, unless it stands there. */
export function ensureNote(
  request: TicketRequest,
  note: TicketNote,
  limits: Partial<ConnectorLimits>,
): Promise<NoteOutcome> {
  return ensureOnce(request, note, (act) =>
    withAccount(request, limits, async (account) => {
      const changeId = idIn(note.number, account.prefix);
      const change = changeId === undefined ? undefined : await readChange(account, changeId);
      const isThere = change !== undefined && idOf(change, account.id) === changeId;
      const notes = `${CHANGES}/${changeId}/notes`;
      return await act({
        read: async () => (isThere ? await readNotes(account, notes) : undefined),
        write: () => account.asking.writeNote("POST", notes, { body: toHtml(note.text) }),
      });
    }),
  );
}

const PER_PAGE = 100;
const MAX_PAGES = 50;

async function readNotes({ id, asking }: Account, notes: string): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for (let page = 1; page <= MAX_PAGES; page += 1) {
    const { body } = await asking.getJson(`${notes}?per_page=${PER_PAGE}&page=${page}`);
    const found = rowsIn(body, "notes", id);
    for (const row of found) rows.push(row);
    if (found.length < PER_PAGE) break;
  }
  return rows;
}

/** A note is kept as HTML. */
function toHtml(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`).replaceAll("\n", "<br>");
}
