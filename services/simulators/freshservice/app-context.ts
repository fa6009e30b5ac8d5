import type { AccountState } from "./account-state.js";
import type { FreshserviceFaults, FreshserviceRights } from "./faults.js";

/** What the simulated account needs to know at each request. */
export interface AppContext {
  readonly state: AccountState;
  readonly apiKey: string;
  readonly requests: [method: string, path: string][];
  /** Queries of every request, decoded. */
  readonly asked: string[];
  readonly faults: FreshserviceFaults;
  readonly rights: FreshserviceRights;
}
