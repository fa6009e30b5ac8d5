import type { FaultCounter } from "../wire/fault-counter.js";
import type { Credentials } from "./credentials.js";
import type { DescriptionCheck } from "./description.js";
import type { GitHubForgeFaults } from "./faults.js";
import type { Hub } from "./hub.js";
import type { LimitCounter } from "./limit-counter.js";
import type { Webhooks } from "./webhooks.js";

/** A request that no description allows, or an answer of ours that GitHub's does not know. */
export interface Violation {
  readonly operation: string;
  readonly problem: string;
}

/** What the simulated GitHub needs to know at each request. */
export interface AppContext {
  readonly hub: Hub;
  readonly credentials: Credentials;
  readonly webhooks: Webhooks;
  readonly limits: LimitCounter;
  readonly counter: FaultCounter;
  readonly faults: GitHubForgeFaults;
  /** `""`, or `/api/v3` as GitHub Enterprise Server has it. */
  readonly basePath: string;
  /** GitHub's own, where it is there, before ours. */
  readonly descriptions: readonly DescriptionCheck[];
  readonly requests: [method: string, path: string][];
  readonly bodies: string[];
  readonly violations: Violation[];
}
