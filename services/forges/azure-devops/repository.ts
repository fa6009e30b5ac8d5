import { LockstepError } from "#services/core/errors";
import { type Fields, fieldsOf, propertyOf, rowsOf, textOf } from "./fields.js";
import { type Host, ID, type Question } from "./open-host.js";
import type { Place } from "./read-place.js";

/** One repository, and who Lockstep is there. */
export interface Repository {
  readonly place: Place;
  readonly host: Host;
  readonly id: string;
  readonly projectId: string;
  readonly defaultBranch: string | undefined;
  /** Who has signed in. */
  readonly self: { readonly id: string; readonly account: string };
  /** Asks below the repository's own path. */
  ask(path: readonly (string | number)[], question?: Omit<Question, "path">): Promise<Fields | undefined>;
}

/**
 * Signs in and finds the repository.
 *
 * @throws LockstepError `rights-narrowed` where it cannot be seen, and others of family upstream
 */
export async function findRepository(host: Host, place: Place): Promise<Repository> {
  const { body } = (await host.ask({ path: ["_apis", "connectionData"] })) ?? {};
  const user = fieldsOf(fieldsOf(body)["authenticatedUser"]);
  const base = [place.project, "_apis", "git", "repositories", place.repository];
  const answer = await host.ask({ path: base, accept: ({ status }) => status === 404 });
  if (answer === undefined) throw hidden(place);
  const { id, project, defaultBranch } = fieldsOf(answer.body);
  const self = {
    id: textOf(user["id"]),
    account: propertyOf(user["properties"], "Account") ?? textOf(user["providerDisplayName"]),
  };
  if (self.id === undefined || self.account === undefined || textOf(id) === undefined) {
    throw new LockstepError("answer-unexpected", `${ID} does not say who has signed in, or which repository it is.`);
  }
  return {
    place,
    host,
    id: textOf(id) ?? "",
    projectId: textOf(fieldsOf(project)["id"]) ?? place.project,
    defaultBranch: textOf(defaultBranch),
    self: { id: self.id, account: self.account },
    async ask(path, question = {}) {
      const found = await host.ask({ ...question, path: [...base, ...path] });
      return found && fieldsOf(found.body);
    },
  };
}

/** The account of an identity, as other answers name it; Lockstep's own is told alike everywhere. */
export function accountOf({ self }: Repository, identity: unknown): string | undefined {
  const { id, uniqueName } = fieldsOf(identity);
  if (id === self.id) return self.account;
  return textOf(uniqueName) ?? textOf(id);
}

const PER_PAGE = 100;
const MAX_PAGES = 500;

/** Reads every row of a list, page by page. @throws LockstepError `answer-unexpected` where pages have no end */
export async function readPages(
  host: Host,
  path: readonly (string | number)[],
  { query = {}, accept }: Pick<Question, "query" | "accept"> = {},
): Promise<readonly Fields[] | undefined> {
  const rows: Fields[] = [];
  for (let page = 0; page < MAX_PAGES; page += 1) {
    const paged = { ...query, $top: PER_PAGE, $skip: page * PER_PAGE };
    const answer = await host.ask({ path, query: paged, ...(accept && { accept }) });
    if (answer === undefined) return undefined;
    const { value } = fieldsOf(answer.body);
    if (!Array.isArray(value)) throw new LockstepError("answer-unexpected", `${ID} tells a list in another form.`);
    const found = rowsOf(value);
    if (page > 0 && JSON.stringify(found) === JSON.stringify(rows.slice(-found.length)) && found.length > 0) {
      throw new LockstepError("answer-unexpected", `${ID} gives the same page again and again.`);
    }
    rows.push(...found);
    if (found.length < PER_PAGE) return rows;
  }
  throw new LockstepError("answer-unexpected", `${ID} tells a list without an end.`);
}

function hidden({ project, repository }: Place): LockstepError {
  const message = `${ID} shows no repository ${project}/${repository}: it is another one, or the token may not see it.`;
  return new LockstepError("rights-narrowed", message, { details: { node: ID } });
}
