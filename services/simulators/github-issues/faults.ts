import type { FrontFaults } from "../wire/create-front.js";

/** What goes wrong on request, beside what can go wrong with any machine. A path is that of the request without its query. */
export interface GitHubFaults extends FrontFaults {
  /** A quota is used up, which is told with 403, for so many requests; it is full again after so many seconds. */
  readonly quota?: { readonly times: number; readonly fullInSeconds: number };
  /** A question for one issue is answered with this one. */
  readonly wrongNumber?: number;
  /** The issue that was moved to another repository (301). */
  readonly moved?: number;
  /** Links to the next page name another server. */
  readonly linkElsewhere?: true;
}

/** What the token may see. What it may not see does not exist (404). */
export interface GitHubRights {
  /** What is hidden: `repository`, `issues`, `timeline`, `team`. */
  readonly hidden?: readonly string[];
  /** Nothing may be written (403). */
  readonly readOnly?: true;
}
