import { describe } from "node:test";

/** Properties of the fast suite that cost much, here with all their runs. */
process.env["LOCKSTEP_TEST_RUNS"] = "full";

describe("reports, with all runs", async () => {
  await import("#test/reports/hostile.test");
});

describe("proposals, with all runs", async () => {
  await import("#test/reports/review/hostile-proposal.test");
});
