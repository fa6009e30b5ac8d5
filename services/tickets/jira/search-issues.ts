import { isRecord, textOf } from "#services/core/tickets/place";
import { askSite, recordsOf, type Site, unexpected } from "./site.js";

type Raw = Readonly<Record<string, unknown>>;

/** What is searched for. */
export interface Search {
  readonly jql: string;
  readonly fields: readonly string[];
  /** With the record of edits, as far as it comes along. */
  readonly withHistory: boolean;
  /** One page of the first so many and no more: for a sample. */
  readonly first?: number;
}

const PAGE = 100;
const MAX_PAGES = 2000;
const TRIES = 3;

/**
 * Reads every issue that a query finds, each once.
 *
 * @throws LockstepError of family upstream; `answer-unexpected` where pages have no end, or the query was not understood
 */
export async function searchIssues(site: Site, search: Search): Promise<readonly Raw[]> {
  if (site.isCloud) return searchCloud(site, search);
  for (let tries = 0; tries < TRIES; tries += 1) {
    const issues = await searchDataCenter(site, search);
    if (issues !== undefined) return issues;
  }
  throw unexpected(site, "what it finds changed each time while its pages were read");
}

/** Pages follow each other by token; there is no count. A page may be empty and not the last. */
async function searchCloud(site: Site, search: Search): Promise<readonly Raw[]> {
  const issues = new Map<string, Raw>();
  const tokens = new Set<string>();
  let token: string | undefined;
  for (let page = 0; page < MAX_PAGES; page += 1) {
    const answer = await askPage(
      site,
      `${site.api}/search/jql`,
      search,
      token === undefined ? {} : { nextPageToken: token },
    );
    for (const issue of answer.issues) issues.set(textOf(issue["id"]) ?? "", issue);
    const next = textOf(answer.body["nextPageToken"]) ?? undefined;
    const isLast = answer.body["isLast"] === true || next === undefined;
    if (isLast && answer.body["isLast"] === false) throw unexpected(site, "has further pages and does not say where");
    if (isLast || next === undefined || search.first !== undefined) return [...issues.values()];
    if (tokens.has(next)) throw unexpected(site, "names a page that was read before as the next one");
    tokens.add(next);
    token = next;
  }
  throw unexpected(site, "finds pages without an end");
}

/** Pages are counted off anew at each request, so that each begins with the last issue of the one before; `undefined` where it does not. */
async function searchDataCenter(site: Site, search: Search): Promise<readonly Raw[] | undefined> {
  const issues: Raw[] = [];
  for (let page = 0; page < MAX_PAGES; page += 1) {
    const last = issues.at(-1);
    const startAt = Math.max(0, issues.length - 1);
    const { issues: found, body } = await askPage(site, `${site.api}/search`, search, { startAt: String(startAt) });
    if (last !== undefined && found[0]?.["id"] !== last["id"]) return undefined;
    const fresh = last === undefined ? found : found.slice(1);
    for (const issue of fresh) issues.push(issue);
    const total = body["total"];
    if (typeof total !== "number") throw unexpected(site, "does not count what it finds");
    if (search.first !== undefined || issues.length >= total) return issues;
    if (fresh.length === 0) return undefined;
  }
  throw unexpected(site, "finds pages without an end");
}

interface Page {
  readonly issues: readonly Raw[];
  readonly body: Raw;
}

async function askPage(
  site: Site,
  path: string,
  search: Search,
  place: Readonly<Record<string, string>>,
): Promise<Page> {
  const query = new URLSearchParams({
    jql: search.jql,
    // By default a page tells ids alone.
    fields: search.fields.join(","),
    ...(search.withHistory ? { expand: "changelog" } : {}),
    maxResults: String(search.first ?? PAGE),
    ...place,
  });
  const { status, body } = await askSite(site, `${path}?${query.toString()}`, { accept: [400] });
  if (status === 400) {
    throw unexpected(site, "did not understand the query (400): mend filter and scope.projects in estate.yaml");
  }
  const answer = isRecord(body) ? body : {};
  return { issues: recordsOf(answer["issues"], site, "what it finds"), body: answer };
}
