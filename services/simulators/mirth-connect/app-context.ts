import type { FindEndpoint, NarrowedRights } from "./endpoints.js";
import type { MirthFaults } from "./faults.js";
import type { ServerState } from "./server-state.js";
import type { Sessions } from "./sessions.js";

/** What the simulated API needs to know at each request; `faults` and `rights` may change between two. */
export interface AppContext {
  readonly state: ServerState;
  readonly sessions: Sessions;
  readonly requests: [method: string, path: string][];
  readonly basicCostMs: number;
  readonly findEndpoint: FindEndpoint;
  faults: MirthFaults;
  rights: NarrowedRights;
}
