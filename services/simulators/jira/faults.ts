import type { FrontFaults } from "../wire/create-front.js";

/** What goes wrong on request, beside what can go wrong with any machine. A path is that of the request without its query. */
export interface JiraFaults extends FrontFaults {
  /** Questions for one issue are answered with this one. */
  readonly wrongKey?: string;
  /** Cloud: each page of a search names the same page as the next one. */
  readonly repeatsToken?: true;
  /** Cloud: the first page of a search is empty, and not the last. */
  readonly emptyFirstPage?: true;
  /** Cloud: a page of a search says that it is not the last, and names no next one. */
  readonly losesToken?: true;
  /** Data Center: so often the first issue leaves what a search finds while its pages are read. */
  readonly shiftsPages?: number;
  /** After so many requests the account is not known any more. */
  readonly forgetsAfter?: number;
  /** Cloud: nothing says that a login was not accepted; what needs none is answered as to anybody. */
  readonly refusesInSilence?: true;
}

/** What the account may see. */
export interface JiraRights {
  /** Keys of projects that it may not browse. */
  readonly hiddenProjects?: readonly string[];
  /** Keys of issues that their security level hides from it. */
  readonly hiddenIssues?: readonly string[];
  /** Approvals are refused (403). */
  readonly deniedApprovals?: true;
  /** The account may comment on nothing (403). */
  readonly deniedComments?: true;
  /** Mail addresses are shown beside approvals alone. */
  readonly hiddenAddresses?: true;
}
