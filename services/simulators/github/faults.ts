import type { WireFaults } from "../wire/faults.js";
import type { Permission } from "./hub-model.js";

/** What goes wrong on request, beside what can go wrong with any machine. A path is that of the request below the API's base. */
export interface GitHubForgeFaults extends WireFaults {
  /** Seconds that 429 and 503 of `status` ask to wait. Default: they do not say. */
  readonly retryAfterSeconds?: number;
  /** A secondary limit is told, to requests that create content alone, so many times. */
  readonly secondaryLimit?: { readonly times: number; readonly retryAfterSeconds: number; readonly code?: 403 | 429 };
  /** The quota of the hour is used up, for so many requests; it is full again after so many seconds. */
  readonly quota?: { readonly times: number; readonly fullInSeconds: number };
  /** Every token has run out. */
  readonly tokenExpired?: true;
  /** The repository is hidden from everybody who asks. */
  readonly hiddenRepository?: true;
  /** Nobody who asks may write. */
  readonly readOnly?: true;
  /** What nobody who asks was granted. */
  readonly lacks?: readonly Permission[];
  /** What a request wrote is there, but its answer never arrives: the connection is cut after it. */
  readonly cutAfterWrite?: { readonly path: string; readonly times: number };
}
