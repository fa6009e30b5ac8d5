import { normaliseNumber } from "#services/core/authorisation/ticket-timeline";
import type { NoteOutcome, TicketNote } from "#services/ports/ticket-notes";
import type { TicketRequest } from "#services/ports/ticket-system";
import type { ConnectorLimits } from "#services/wire/connector-limits";
import { ensureOnce } from "../asking/ensure-once.js";
import { idOf, numberOf, readChanges } from "./changes.js";
import { isOneOf } from "./fiql.js";
import { CHANGES } from "./read-requests.js";
import { withDesk } from "./with-desk.js";

/** Puts a memo on the progress trail of a change, unless it stands there. */
export function ensureNote(
  request: TicketRequest,
  note: TicketNote,
  limits: Partial<ConnectorLimits>,
): Promise<NoteOutcome> {
  const { number, text } = note;
  return ensureOnce(request, note, (act) =>
    withDesk(request, limits, async (desk) => {
      const rows = await readChanges(desk, request.mapping, isOneOf("number", [number]));
      const change = rows.find((row) => normaliseNumber(numberOf(row)) === normaliseNumber(number));
      const trail = `${CHANGES}/${change === undefined ? "" : idOf(change)}/progresstrail`;
      return await act({
        read: async () => {
          if (change === undefined) return undefined;
          const { body } = await desk.asking.getJson(trail, { accept: [204, 206] });
          return body ?? [];
        },
        write: () => desk.asking.writeNote("POST", trail, { memoText: withoutTags(text), type: "memo" }),
      });
    }),
  );
}

/** Some HTML works in a memo. */
function withoutTags(text: string): string {
  return text
    .replaceAll("<", "‹")
    .replaceAll(">", "›")
    .replaceAll(/&(?=#|[a-z])/gi, "& ");
}
