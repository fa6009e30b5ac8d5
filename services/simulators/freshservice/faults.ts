import type { FrontFaults } from "../wire/create-front.js";

/** What goes wrong on request, beside what can go wrong with any machine. A path is that of the request without its query. */
export interface FreshserviceFaults extends FrontFaults {
  /** A question for one change is answered with this one. */
  readonly wrongId?: number;
  /** The list does not tell the dates of approval and closing, though it is asked to. */
  readonly noStatsInList?: true;
  /** No `Link` is sent: a proxy took it away. */
  readonly noLink?: true;
  /** The account has no list of approvals (404). */
  readonly noApprovals?: true;
}

/** What the API key may see. */
export interface FreshserviceRights {
  /** What is refused (403): `changes`, `approvals`, `agents`, `requesters`, `change_form_fields`. */
  readonly denied?: readonly string[];
}
