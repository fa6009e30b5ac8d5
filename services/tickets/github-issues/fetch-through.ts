import { LockstepError } from "#services/core/errors";
import type { Asking } from "../asking/open-asking.js";

/** What of a request by Octokit is looked at. */
interface FetchOptions {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

export type Fetch = (url: string, options?: FetchOptions) => Promise<Response>;

/** Statuses that Octokit is given to tell from an answer: moved, not there, gone, not understood. */
const TOLD = [301, 404, 410, 422];

/**
 * Makes a `fetch` whose requests go the way of every ticket system: proxy, trust, deadline, waiting when asked to, whole answers or none.
 * It goes to the declared server alone, whatever address it is given, and only reads, but for the comment of an issue.
 *
 * @throws LockstepError of family upstream, from each call
 */
export function fetchThrough(asking: Asking, id: string, onSkew: (clockSkewMs: number | undefined) => void): Fetch {
  const base = `${asking.address.origin}${asking.address.basePath}`;
  return async (url, { method = "GET", headers = {}, body } = {}) => {
    const path = url.slice(base.length);
    const isNote = method === "POST" && COMMENTS.test(path) && typeof body === "string";
    if (!url.startsWith(`${base}/`) || (method !== "GET" && !isNote)) {
      throw new LockstepError("answer-unexpected", `${id} names another server, or asks for more than reading.`);
    }
    const answer = isNote
      ? await asking.writeNote("POST", path, JSON.parse(body))
      : await asking.getJson(path, { accept: TOLD, headers: wanted(headers) });
    onSkew(answer.clockSkewMs);
    const link = [answer.headers["link"] ?? []].flat().join(",");
    return new Response(JSON.stringify(answer.body ?? null), {
      status: answer.status,
      headers: { "content-type": "application/json", ...(link === "" ? {} : { link }) },
    });
  };
}

const COMMENTS = /^\/repos\/[\w.-]+\/[\w.-]+\/issues\/\d+\/comments$/;

/** Who asks, and with what login, is not Octokit's to say. */
function wanted(headers: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(headers).filter(([name]) => ["accept", "x-github-api-version"].includes(name.toLowerCase())),
  );
}
