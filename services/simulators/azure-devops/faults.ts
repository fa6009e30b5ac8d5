import type { WireFaults } from "../wire/faults.js";

/** What goes wrong on request, beside what can go wrong with any machine. */
export interface DevOpsFaults extends WireFaults {
  /** Requests are to wait so many seconds (429), for so many requests. */
  readonly quota?: { readonly times: number; readonly seconds: number };
  /** The token is not good: a page to sign in is answered as if all were well (203). */
  readonly tokenExpired?: true;
  /** What the account may not see: it does not exist (404), or is forbidden (403). */
  readonly hidden?: readonly ("repository" | "teams" | "policies")[];
  /** The account may read alone. */
  readonly readOnly?: true;
  /** Votes are kept and no thread tells of them. */
  readonly silentVotes?: true;
  /** Threads tell of votes as servers of 2015 did: the voter by id, the host as author. */
  readonly oldVoteThreads?: true;
}
