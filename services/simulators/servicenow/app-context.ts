import type { ServiceNowFaults, ServiceNowRights } from "./faults.js";
import type { ServiceNowState } from "./instance-state.js";
import type { AccountView } from "./render-row.js";
import type { QueryRules } from "./run-query.js";
import type { Tokens } from "./tokens.js";

/** What the simulated instance needs to know at each request; `faults` and `rights` may change between two. */
export interface AppContext {
  readonly state: ServiceNowState;
  readonly account: { readonly username: string; readonly password: string };
  readonly tokens: Tokens;
  readonly rules: QueryRules;
  readonly view: Omit<AccountView, "hiddenFields">;
  readonly requests: [method: string, path: string][];
  /** Queries of every request, decoded. */
  readonly asked: string[];
  faults: ServiceNowFaults;
  rights: ServiceNowRights;
}
