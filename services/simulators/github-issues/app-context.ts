import type { GitHubFaults, GitHubRights } from "./faults.js";
import type { HubState } from "./hub-state.js";

/** What the simulated GitHub needs to know at each request. */
export interface AppContext {
  readonly state: HubState;
  readonly token: string;
  readonly requests: [method: string, path: string][];
  /** Queries of every request, decoded. */
  readonly asked: string[];
  readonly faults: GitHubFaults;
  readonly rights: GitHubRights;
}
