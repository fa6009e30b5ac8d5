import { type ErrorCode, LockstepError } from "#services/core/errors";
import { textOf } from "#services/core/tickets/place";
import type { TicketRequest } from "#services/ports/ticket-system";
import type { ConnectorLimits } from "#services/wire/connector-limits";
import { openAsking } from "../asking/open-asking.js";
import { SERVER_INFO } from "./read-requests.js";
import { assertSignedIn } from "./signed-in.js";
import { askSite, type Site, unexpected } from "./site.js";

/**
 * Asks a site for as long as one look lasts, once it has told what it is, and makes sure before and after that it knows the account.
 *
 * @throws LockstepError `login-refused`, and others of family upstream
 */
export async function withSite<T>(
  request: TicketRequest,
  limits: Partial<ConnectorLimits>,
  look: (site: Site) => Promise<T>,
): Promise<T> {
  const { id } = request.declared;
  const asking = openAsking(request, { limits });
  try {
    const { body, clockSkewMs } = await askSite({ id, asking }, SERVER_INFO);
    const field = (name: string): string | null =>
      typeof body === "object" && body !== null ? textOf(Reflect.get(body, name)) : null;
    if (field("version") === null) throw unexpected({ id }, "does not say what it is: check that url is its address");
    // Data Center says `Server`, or nothing in old releases.
    const isCloud = field("deploymentType") === "Cloud";
    const api = isCloud ? "/rest/api/3" : "/rest/api/2";
    const site = { id, asking, isCloud, api, home: homeOf(field("baseUrl")), clockSkewMs };
    await assertSignedIn(site);
    return await lookSignedIn(site, look);
  } finally {
    await asking.close();
  }
}

/** A token that runs out in the middle makes a stranger of us: what is missing then, or forbidden, is so for want of a login alone. */
async function lookSignedIn<T>(site: Site, look: (site: Site) => Promise<T>): Promise<T> {
  const answer = await look(site).catch(async (error: unknown) => {
    if (error instanceof LockstepError && MISLEADING.includes(error.code)) await assertSignedIn(site);
    throw error;
  });
  await assertSignedIn(site);
  return answer;
}

const MISLEADING: readonly ErrorCode[] = ["answer-unexpected", "rights-narrowed"];

function homeOf(baseUrl: string | null): string | undefined {
  if (baseUrl === null || !/^https?:\/\/[\w.:/-]+$/.test(baseUrl)) return undefined;
  return baseUrl.replace(/\/+$/, "");
}
