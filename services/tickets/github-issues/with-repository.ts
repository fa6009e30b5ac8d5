import { Octokit, RequestError } from "octokit";
import { LockstepError } from "#services/core/errors";
import { isRecord } from "#services/core/tickets/place";
import type { TicketRequest } from "#services/ports/ticket-system";
import type { ConnectorLimits } from "#services/wire/connector-limits";
import { openAsking } from "../asking/open-asking.js";
import { fetchThrough } from "./fetch-through.js";
import { COMMENT, REPOSITORY } from "./read-requests.js";
import { type RepositoryScope, readScope } from "./read-scope.js";

/** What GitHub answered. */
export interface HubAnswer {
  readonly status: number;
  readonly data: unknown;
  /** The `Link` header. */
  readonly link: string | undefined;
}

/** One repository whose issues are changes. */
export interface Repository {
  readonly id: string;
  readonly scope: RepositoryScope;
  /** Where people read it, without a closing slash; `undefined` where it does not say. */
  readonly page: string | undefined;
  /** Owner and name are filled in. `undefined`: there is no such thing (404, 410). @throws LockstepError of family upstream */
  get(route: string, parameters?: Readonly<Record<string, string | number>>): Promise<HubAnswer | undefined>;
  /** @throws LockstepError of family upstream; `bug` where the estate allows no notes */
  comment(issueNumber: number, body: string): Promise<void>;
  /** By the first answer. */
  readonly clockSkewMs: number | undefined;
}

/**
 * Asks a repository for as long as one look lasts. Whether it can be seen is asked first: what a token may not see, GitHub
 * says does not exist.
 *
 * @throws LockstepError `rights-narrowed` where the repository cannot be seen
 */
export async function withRepository<T>(
  request: TicketRequest,
  limits: Partial<ConnectorLimits>,
  look: (repository: Repository) => Promise<T>,
): Promise<T> {
  const { declared } = request;
  const { id } = declared;
  const scope = readScope(declared);
  const asking = openAsking(request, { limits });
  let clockSkewMs: number | undefined;
  const octokit = octokitOver(
    `${asking.address.origin}${asking.address.basePath}`,
    fetchThrough(asking, id, (skewMs) => {
      clockSkewMs ??= skewMs;
    }),
  );
  const get: Repository["get"] = async (route, parameters = {}) => {
    try {
      const { owner, repo } = scope;
      const { status, data, headers } = await octokit.request(route, { owner, repo, ...parameters });
      return { status, data, link: headers.link };
    } catch (error) {
      return notThere(error, id);
    }
  };
  try {
    const repository = await get(REPOSITORY);
    if (repository === undefined) throw hidden(id, scope);
    const page: unknown = isRecord(repository.data) ? repository.data["html_url"] : undefined;
    const comment: Repository["comment"] = async (issueNumber, body) => {
      if ((await get(COMMENT, { issue_number: issueNumber, body })) === undefined) throw hidden(id, scope);
    };
    return await look({ id, scope, page: typeof page === "string" ? page : undefined, get, comment, clockSkewMs });
  } finally {
    await asking.close();
  }
}

/** Waiting and asking again are the way's own, not Octokit's: there they keep to the deadline. */
function octokitOver(baseUrl: string, fetch: ReturnType<typeof fetchThrough>): Octokit {
  const silent = { debug: ignore, info: ignore, warn: ignore, error: ignore };
  return new Octokit({
    baseUrl,
    request: { fetch },
    throttle: { enabled: false },
    retry: { enabled: false },
    log: silent,
  });
}

function ignore(): void {
  // What Octokit would log may quote an answer.
}

/** Octokit wraps what its `fetch` throws, with the whole request beside it: only what the way said of it goes on. */
function notThere(error: unknown, id: string): undefined {
  const cause: unknown = error instanceof Error ? error.cause : undefined;
  if (error instanceof LockstepError) throw error;
  if (cause instanceof LockstepError) throw cause;
  if (error instanceof RequestError && (error.status === 404 || error.status === 410)) return undefined;
  const status = error instanceof RequestError ? ` (${error.status})` : "";
  throw new LockstepError("answer-unexpected", `${id} did not understand a question${status}.`, {
    details: { node: id },
  });
}

function hidden(id: string, { owner, repo }: RepositoryScope): LockstepError {
  const message = `${id} shows no repository ${owner}/${repo}: it is another one, or the token may not see it.`;
  return new LockstepError("rights-narrowed", message, { details: { node: id } });
}
