import { describe } from "node:test";
import { claimCrashes } from "./queue-crash-claims.js";
import type { QueueHarness } from "./queue-harness.js";
import { claimJobs } from "./queue-job-claims.js";
import { claimOutages } from "./queue-outage-claims.js";
import { claimProgress } from "./queue-progress-claims.js";
import { claimSchedules } from "./queue-schedule-claims.js";

/** Of all claims together. A crowded machine takes many times what an idle one does, and each claim bounds its own waits. */
const LONGEST_MS = 1_500_000;

/** What every queue must do, whatever it is made of. */
export function queueConformance(open: () => Promise<QueueHarness>, isServer: boolean): void {
  describe("a queue of jobs", { concurrency: false, timeout: LONGEST_MS }, () => {
    claimJobs(open);
    claimProgress(open);
    claimSchedules(open);
    claimCrashes(open);
    if (isServer) claimOutages(open);
  });
}
