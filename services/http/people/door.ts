import type { OwnCookie } from "./cookies.js";
import type { PeopleContext } from "./people-context.js";
import type { SessionOwner, Sessions } from "./sessions.js";

/** What the routes of the door share. */
export interface Door extends Omit<PeopleContext, "way"> {
  readonly sessions: Sessions;
  readonly cookie: OwnCookie;
}

/** Nobody keeps an answer of the door. */
export const NOT_KEPT = { "Cache-Control": "no-store" } as const;

/** Ends the session that a browser brought, whoever's it was, and gives the cookie of a new one: an id from before counts for nothing. */
export function beginSession({ sessions, cookie }: Door, owner: SessionOwner, header: string | undefined): string {
  const before = cookie.read(header);
  if (before !== undefined) sessions.end(before);
  return cookie.write(sessions.begin(owner));
}
