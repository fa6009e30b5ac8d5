import { LockstepError } from "#services/core/errors";
import { isRecord, textOf } from "#services/core/tickets/place";
import { askSite, recordsOf, type Site, unexpected } from "./site.js";

type Raw = Readonly<Record<string, unknown>>;

const PAGE = 50;
const MAX_PAGES = 100;

/** The approvals of a request as the site writes them, or why they are not known. */
export async function readApprovals(site: Site, key: string): Promise<readonly Raw[] | string> {
  const approvals = new Map<string, Raw>();
  try {
    for (let page = 0; page < MAX_PAGES; page += 1) {
      const start = approvals.size;
      const path = `/rest/servicedeskapi/request/${encodeURIComponent(key)}/approval?start=${start}&limit=${PAGE}`;
      // Data Center asks for this header where the interface was still called experimental.
      const answer = await askSite(site, path, { accept: [404], headers: { "X-ExperimentalApi": "opt-in" } });
      if (answer.status === 404) return "it is no request of a service project, or its approvals may not be seen (404)";
      const body = isRecord(answer.body) ? answer.body : {};
      for (const approval of recordsOf(body["values"], site, "approvals")) {
        approvals.set(textOf(approval["id"]) ?? `${approvals.size}`, approval);
      }
      if (body["isLastPage"] === true) return [...approvals.values()];
      if (approvals.size === start) throw unexpected(site, `the approvals of ${key} have no last page`);
    }
  } catch (error) {
    if (error instanceof LockstepError && error.code === "rights-narrowed") return "the account may not see them (403)";
    throw error;
  }
  throw unexpected(site, `the approvals of ${key} have no end`);
}
