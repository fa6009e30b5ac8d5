import type { OwnCookie } from "./cookies.js";
import { noteApprover } from "./note-approver.js";
import type { PeopleContext } from "./people-context.js";
import type { SessionOwner, Sessions } from "./sessions.js";

/** What the routes of the door share. */
export interface Door extends Omit<PeopleContext, "way"> {
  readonly sessions: Sessions;
  readonly cookie: OwnCookie;
  /** Is told of each sign-in that could not be put on record. */
  readonly onUnrecorded: () => void;
}

/** Nobody keeps an answer of the door. */
export const NOT_KEPT = { "Cache-Control": "no-store" } as const;

/** Ends the session that a browser brought, whoever's it was, and gives the cookie of a new one: an id from before counts for nothing. Of somebody who may approve it goes on record. */
export function beginSession(door: Door, owner: SessionOwner, header: string | undefined): string {
  const { sessions, cookie } = door;
  const before = cookie.read(header);
  if (before !== undefined) sessions.end(before);
  const written = cookie.write(sessions.begin(owner));
  noteApprover(owner, door);
  return written;
}
