import { isRecord, textOf } from "#services/core/tickets/place";
import type { NoteOutcome, TicketNote } from "#services/ports/ticket-notes";
import type { TicketRequest } from "#services/ports/ticket-system";
import type { ConnectorLimits } from "#services/wire/connector-limits";
import { ensureOnce } from "../asking/ensure-once.js";
import { readIssue } from "./find-tickets.js";
import { noteDocument, notePreformatted } from "./note-texts.js";
import { assertBrowsable, projectOf } from "./projects.js";
import { askSite, recordsOf, type Site, unexpected } from "./site.js";
import { withSite } from "./with-site.js";

/** Comments an issue unless the comment stands there; of a service project internally, so that requesters do not see it. */
export function ensureNote(
  system: string,
  request: TicketRequest,
  note: TicketNote,
  limits: Partial<ConnectorLimits>,
): Promise<NoteOutcome> {
  return ensureOnce(request, note, (act) =>
    withSite(request, limits, async (site) => {
      const { number, text } = note;
      const key = number.toUpperCase();
      const issue = await readIssue(site, number, ["status"], false);
      // What may not be seen is not there either (404).
      if (issue === undefined) await assertBrowsable(site, projectOf(number));
      const isThere = issue !== undefined && textOf(issue["key"]) === key;
      const isService = system === "jira-service-management";
      const comments = isService ? `/rest/servicedeskapi/request/${key}/comment` : `${site.api}/issue/${key}/comment`;
      const preformatted = notePreformatted(text);
      const body = isService
        ? { body: preformatted, public: false }
        : { body: site.isCloud ? noteDocument(text) : preformatted };
      return await act({
        read: async () => (isThere ? await readComments(site, comments, isService) : undefined),
        write: () => site.asking.writeNote("POST", comments, body),
      });
    }),
  );
}

const PAGE = 50;
const MAX_PAGES = 100;

/** Every comment, the platform's in a list with a count, those of a request page by page to the last. */
async function readComments(site: Site, path: string, isService: boolean): Promise<readonly unknown[]> {
  const comments: unknown[] = [];
  for (let page = 0; page < MAX_PAGES; page += 1) {
    const at = String(comments.length);
    const place = isService ? { start: at, limit: String(PAGE) } : { startAt: at, maxResults: String(PAGE) };
    const { body } = await askSite(site, `${path}?${new URLSearchParams(place).toString()}`);
    const answer = isRecord(body) ? body : {};
    const found = recordsOf(answer[isService ? "values" : "comments"], site, "what is said of a ticket");
    for (const comment of found) comments.push(comment);
    const { total } = answer;
    const isLast = isService ? answer["isLastPage"] !== false : typeof total !== "number" || comments.length >= total;
    if (isLast || found.length === 0) return comments;
  }
  throw unexpected(site, "has comments without an end");
}
