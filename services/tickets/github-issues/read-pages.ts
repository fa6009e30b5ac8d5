import { LockstepError } from "#services/core/errors";
import { isRecord } from "#services/core/tickets/place";
import type { Repository } from "./with-repository.js";

export type Row = Readonly<Record<string, unknown>>;

const PER_PAGE = 100;
const MAX_PAGES = 1000;

/**
 * Reads every row of a list, page by page by the `Link` that each names. Of the link only its query is taken: GitHub names the
 * repository by number in it, and no answer sends us elsewhere.
 *
 * @returns `undefined` where there is no such list
 * @throws LockstepError of family upstream
 */
export async function readPages(
  repository: Repository,
  route: string,
  parameters: Readonly<Record<string, string | number>>,
  onePage = false,
): Promise<readonly Row[] | undefined> {
  const rows: Row[] = [];
  let query: Readonly<Record<string, string | number>> = { per_page: PER_PAGE };
  for (let page = 1; page <= MAX_PAGES; page += 1) {
    const answer = await repository.get(route, { ...parameters, ...query });
    if (answer === undefined) return undefined;
    for (const row of rowsOf(answer.data, repository.id)) rows.push(row);
    const next = nextQuery(answer.link);
    if (next === undefined || onePage) return rows;
    if (JSON.stringify(next) === JSON.stringify(query))
      throw unexpected(repository.id, "names the same page as the next one");
    query = next;
  }
  throw unexpected(repository.id, "names pages without an end");
}

function rowsOf(data: unknown, id: string): readonly Row[] {
  if (Array.isArray(data) && data.every(isRecord)) return data;
  throw unexpected(id, "tells a list in another form");
}

function nextQuery(link: string | undefined): Readonly<Record<string, string>> | undefined {
  const [, target] = /<([^<>]{1,4000})>;\s*rel="next"/.exec(link ?? "") ?? [];
  if (target === undefined || !URL.canParse(target)) return undefined;
  return Object.fromEntries(new URL(target).searchParams);
}

function unexpected(id: string, what: string): LockstepError {
  return new LockstepError("answer-unexpected", `${id} ${what}.`, { details: { node: id } });
}
