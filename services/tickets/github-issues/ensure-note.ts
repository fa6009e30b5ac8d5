import { LockstepError } from "#services/core/errors";
import type { NoteOutcome, TicketNote } from "#services/ports/ticket-notes";
import type { TicketRequest } from "#services/ports/ticket-system";
import type { ConnectorLimits } from "#services/wire/connector-limits";
import { ensureOnce } from "../asking/ensure-once.js";
import { numberOf } from "./assemble-facts.js";
import { readIssue } from "./find-issues.js";
import { readPages } from "./read-pages.js";
import { COMMENTS } from "./read-requests.js";
import { withRepository } from "./with-repository.js";

/** Comments an issue, unless the comment stands there. */
export function ensureNote(
  request: TicketRequest,
  note: TicketNote,
  limits: Partial<ConnectorLimits>,
): Promise<NoteOutcome> {
  return ensureOnce(request, note, (act) =>
    withRepository(request, limits, async (repository) => {
      const issue = await readIssue(repository, note.number);
      if (typeof issue === "string") throw new LockstepError("answer-unexpected", `${issue}: it was not commented.`);
      if (issue === undefined) return await act(NO_TICKET);
      const issueNumber = numberOf(issue);
      return await act({
        read: () => readPages(repository, COMMENTS, { issue_number: issueNumber }),
        write: () => repository.comment(issueNumber, fenced(note.text)),
      });
    }),
  );
}

const NO_TICKET = { read: async () => undefined, write: async () => undefined };

/** Within a block of code nothing is a mention, a reference, a link or a picture. */
function fenced(text: string): string {
  const longest = Math.max(2, ...(text.match(/`+/g) ?? []).map(({ length }) => length));
  const fence = "`".repeat(longest + 1);
  return `${fence}text\n${text}\n${fence}`;
}
