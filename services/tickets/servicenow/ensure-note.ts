import { LockstepError } from "#services/core/errors";
import { isRecord } from "#services/core/tickets/place";
import type { NoteOutcome, TicketNote } from "#services/ports/ticket-notes";
import type { TicketRequest } from "#services/ports/ticket-system";
import type { ConnectorLimits } from "#services/wire/connector-limits";
import { ensureOnce } from "../asking/ensure-once.js";
import { CHANGE_API, TABLE_API } from "./read-requests.js";
import { type Instance, type Row, readRows } from "./read-rows.js";
import { toRow } from "./to-row.js";
import { withInstance } from "./with-instance.js";

/** Puts a note among the work notes of a change request, which requesters do not see, unless it stands there. */
export function ensureNote(
  request: TicketRequest,
  note: TicketNote,
  limits: Partial<ConnectorLimits>,
): Promise<NoteOutcome> {
  return ensureOnce(request, note, (act) =>
    withInstance(request, limits, async (instance) => {
      const change = await findChange(instance, note.number);
      return await act({
        read: async () => (change === undefined ? undefined : notesOf(instance, change)),
        write: async () => change && writeNote(instance, change, note),
      });
    }),
  );
}

async function findChange(instance: Instance, number: string): Promise<Row | undefined> {
  const { id } = instance;
  const { rows, hidden } = await readRows(instance, {
    table: "change_request",
    query: `number=${number}^ORDERBYsys_id`,
    fields: ["number", "work_notes"],
    onePage: true,
  });
  if (hidden > 0) throw narrowed(id, `holds ${number} and hides it from the account: give it sn_change_read`);
  const isAsked = (row: Row): boolean => row["number"]?.value.trim().toUpperCase() === number.trim().toUpperCase();
  return rows.find(isAsked);
}

/** Notes that nobody may read cannot be looked through, and one would be written anew at each look. */
function notesOf({ id }: Instance, { work_notes: notes }: Row): string {
  if (notes !== undefined) return notes.display_value;
  throw narrowed(id, "does not show work_notes of change_request to the account: give it the right to read them");
}

async function writeNote(instance: Instance, change: Row, { text, mark }: TicketNote): Promise<void> {
  const { id, asking, changeApi } = instance;
  const sysId = change["sys_id"]?.value ?? "";
  const place = changeApi ? CHANGE_API : `${TABLE_API}change_request`;
  const shown = "sysparm_fields=sys_id,work_notes&sysparm_display_value=all";
  const { body } = await asking.writeNote("PATCH", `${place}/${sysId}?${shown}`, { work_notes: withoutCode(text) });
  const written = toRow(isRecord(body) ? body["result"] : undefined);
  // A field that the account may not write is left as it is without a word, and the answer is 200.
  if (written?.["work_notes"]?.display_value.includes(mark) === true) return;
  throw narrowed(id, "dropped a note: give the account the right to write work_notes of change_request");
}

/** What stands between `[code]` marks is shown as HTML, and `@[` begins a mention. */
function withoutCode(text: string): string {
  return text.replaceAll(/\[(?=\s*\/?\s*code)/gi, "[ ").replaceAll("@[", "@ [");
}

function narrowed(id: string, what: string): LockstepError {
  return new LockstepError("rights-narrowed", `${id} ${what}.`, { details: { node: id } });
}
