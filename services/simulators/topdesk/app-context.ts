import type { DeskState } from "./desk-state.js";
import type { TopdeskFaults, TopdeskRights } from "./faults.js";

/** What the simulated desk needs to know at each request; `faults` and `rights` may change between two. */
export interface AppContext {
  readonly state: DeskState;
  readonly account: { readonly username: string; readonly password: string };
  /** Of the operator's own zone. */
  readonly offsetMinutes: number;
  readonly requests: [method: string, path: string][];
  /** Queries of every request, decoded. */
  readonly asked: string[];
  faults: TopdeskFaults;
  rights: TopdeskRights;
}
