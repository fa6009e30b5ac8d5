import { LockstepError } from "#services/core/errors";
import { isRecord } from "#services/core/tickets/place";
import type { Asking, AskOptions, JsonAnswer } from "../asking/open-asking.js";

/** Whom to ask, and what it is called in messages. */
export interface Site {
  readonly id: string;
  readonly asking: Asking;
  readonly isCloud: boolean;
  /** `/rest/api/3` or `/rest/api/2`. */
  readonly api: string;
  /** Where people read tickets; `undefined` where the site does not say. */
  readonly home: string | undefined;
  readonly clockSkewMs: number | undefined;
}

type Asked = Pick<Site, "id" | "asking">;

/**
 * Asks a site, and makes sure that it answered the account and not just anybody.
 *
 * Jira Cloud takes a token that has run out for no login at all: it searches as a stranger, finds nothing, and says so with status 200.
 *
 * @throws LockstepError of family upstream; `login-refused` where the site did not know the account
 */
export async function askSite({ id, asking }: Asked, path: string, options: AskOptions = {}): Promise<JsonAnswer> {
  const answer = await asking.getJson(path, options);
  const reasons = [answer.headers["x-seraph-loginreason"] ?? []].flat().join(",");
  if (!/FAILED|DENIED/i.test(reasons) && answer.headers["x-ausername"] !== "anonymous") return answer;
  throw new LockstepError("login-refused", `${id} answered as if nobody had signed in: the token may have expired.`, {
    details: { node: id, status: answer.status },
  });
}

/** Asks for one record. @throws LockstepError as `askSite`, and `answer-unexpected` */
export async function askRecord(site: Asked, path: string): Promise<Readonly<Record<string, unknown>>> {
  const { body } = await askSite(site, path);
  if (isRecord(body)) return body;
  throw unexpected(site, `${plainPath(path)} is no record`);
}

/** Asks for a list of records. @throws LockstepError as `askSite`, and `answer-unexpected` */
export async function askList(site: Asked, path: string): Promise<readonly Readonly<Record<string, unknown>>[]> {
  const { body } = await askSite(site, path);
  return recordsOf(body, site, plainPath(path));
}

/** The records of a list. @throws LockstepError `answer-unexpected` */
export function recordsOf(
  list: unknown,
  site: Pick<Site, "id">,
  what: string,
): readonly Readonly<Record<string, unknown>>[] {
  const records = Array.isArray(list) ? list.filter((entry: unknown) => isRecord(entry)) : [];
  if (Array.isArray(list) && records.length === list.length) return records;
  throw unexpected(site, `${what} is no list of records`);
}

export function unexpected({ id }: Pick<Site, "id">, what: string): LockstepError {
  return new LockstepError("answer-unexpected", `${id}: ${what}.`, { details: { node: id } });
}

/** Without its query: what is asked for is not for messages. */
function plainPath(path: string): string {
  return path.split("?")[0] ?? path;
}
