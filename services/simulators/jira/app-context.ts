import type { AccountView } from "./account-view.js";
import type { JiraFaults, JiraRights } from "./faults.js";
import type { HeldIssue, JiraState } from "./site-state.js";
import { projectOf } from "./site-state.js";

/** What the simulated site needs to know at each request; `faults` and `rights` may change between two. */
export interface AppContext {
  readonly state: JiraState;
  readonly isCloud: boolean;
  /** What `Authorization` must hold. */
  readonly authorization: string;
  readonly zone: string;
  /** The user name of the account. */
  readonly reader: string;
  readonly requests: [method: string, path: string][];
  /** Queries of every request, decoded. */
  readonly asked: string[];
  /** What Cloud's page tokens stand for: ids that are still to come. */
  readonly pages: Map<string, readonly string[]>;
  readonly counts: { shifted: number };
  faults: JiraFaults;
  rights: JiraRights;
}

/** How the site writes to the account. */
export function viewOf({ isCloud, zone, rights }: AppContext): AccountView {
  return { isCloud, zone, showsAddresses: rights.hiddenAddresses !== true };
}

/** Whether the account may see an issue; a stranger sees none. */
export function maySee({ rights }: AppContext, issue: HeldIssue): boolean {
  const { hiddenIssues = [], hiddenProjects = [] } = rights;
  return !hiddenIssues.includes(issue.key) && !hiddenProjects.includes(projectOf(issue));
}
