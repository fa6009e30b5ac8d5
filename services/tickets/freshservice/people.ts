import { LockstepError } from "#services/core/errors";
import { isRecord } from "#services/core/tickets/place";
import { firstText } from "#services/core/tickets/reach";
import { AGENTS, REQUESTERS } from "./read-requests.js";
import type { Account } from "./with-account.js";

/** Who people are: changes name them by number, engines know accounts. */
export interface People {
  /** The mail address of a person; `undefined` where it cannot be looked up. */
  accountOf(personId: string): Promise<string | undefined>;
  /** What a list says of those who are known by their number alone. */
  warnings(): readonly string[];
}

/** Looks people up, each once a look: among the agents, and where they are none, among the requesters. */
export function openPeople(account: Account): People {
  const known = new Map<string, string | undefined>();
  return {
    async accountOf(personId) {
      if (!/^[0-9]{1,18}$/.test(personId)) return undefined;
      if (!known.has(personId)) known.set(personId, await lookUp(account, personId));
      return known.get(personId);
    },
    warnings() {
      const count = [...known.values()].filter((name) => name === undefined).length;
      return count === 0
        ? []
        : [`${account.id}: ${count} people are known by their number alone, since the API key may not look them up`];
    },
  };
}

async function lookUp(account: Account, personId: string): Promise<string | undefined> {
  return (
    (await emailOf(account, `${AGENTS}/${personId}`, "agent")) ??
    (await emailOf(account, `${REQUESTERS}/${personId}`, "requester"))
  );
}

async function emailOf({ asking }: Account, path: string, kind: string): Promise<string | undefined> {
  try {
    const { status, body } = await asking.getJson(path, { accept: [404] });
    if (status === 404 || !isRecord(body)) return undefined;
    return firstText(body, [`/${kind}/email`, `/${kind}/primary_email`]) ?? undefined;
  } catch (error) {
    if (error instanceof LockstepError && error.code === "rights-narrowed") return undefined;
    throw error;
  }
}
