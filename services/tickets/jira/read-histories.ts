import { isRecord, textOf } from "#services/core/tickets/place";
import { askSite, recordsOf, type Site, unexpected } from "./site.js";

type Raw = Readonly<Record<string, unknown>>;

const PAGE = 100;
const MAX_PAGES = 1000;

/** From so many on, what comes along with a ticket may have been cut, whatever it says of itself. */
const CUT_AT = 40;

/** The record of edits of one ticket, or why it is not known. What came along with the ticket is used where it is whole. */
export async function readHistories(site: Site, issue: Raw): Promise<readonly Raw[] | string> {
  const along = isRecord(issue["changelog"]) ? issue["changelog"] : {};
  const histories = Array.isArray(along["histories"]) ? recordsOf(along["histories"], site, "changelog") : undefined;
  const isWhole = histories !== undefined && along["total"] === histories.length;
  if (isWhole && (!site.isCloud || histories.length < CUT_AT)) return histories;
  if (site.isCloud) return readPages(site, textOf(issue["id"]) ?? "");
  return "the site sent a part of the record of edits alone";
}

async function readPages(site: Site, id: string): Promise<readonly Raw[] | string> {
  const read = new Map<string, Raw>();
  for (let page = 0; page < MAX_PAGES; page += 1) {
    const start = read.size;
    const path = `${site.api}/issue/${encodeURIComponent(id)}/changelog?startAt=${start}&maxResults=${PAGE}`;
    const { body } = await askSite(site, path);
    const answer = isRecord(body) ? body : {};
    for (const history of recordsOf(answer["values"], site, "changelog"))
      read.set(textOf(history["id"]) ?? "", history);
    if (answer["isLast"] === true) {
      const total = answer["total"];
      return total === undefined || total === read.size ? [...read.values()] : "the site sent less than it counts";
    }
    if (read.size === start) break;
  }
  throw unexpected(site, "the record of edits has no last page");
}
