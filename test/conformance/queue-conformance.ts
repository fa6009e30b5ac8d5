import { describe } from "node:test";
import { claimCrashes } from "./queue-crash-claims.js";
import type { QueueHarness } from "./queue-harness.js";
import { claimJobs } from "./queue-job-claims.js";
import { claimOutages } from "./queue-outage-claims.js";
import { claimProgress } from "./queue-progress-claims.js";
import { claimSchedules } from "./queue-schedule-claims.js";

/** What every queue must do, whatever it is made of. */
export function queueConformance(open: () => Promise<QueueHarness>, isServer: boolean): void {
  describe("a queue of jobs", { concurrency: false, timeout: 240_000 }, () => {
    claimJobs(open);
    claimProgress(open);
    claimSchedules(open);
    claimCrashes(open);
    if (isServer) claimOutages(open);
  });
}
