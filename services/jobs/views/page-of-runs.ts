import type { RunSummary } from "#schemas/api/run-summary";
import { cutRun, summariseRun } from "#services/core/views/summarise-run";
import type { Ledger } from "#services/ports/estate-repository";
import type { Paged, ViewPage } from "#services/ports/estate-views";
import type { RememberedRuns } from "./remember-runs.js";

/** Gives recorded runs, newest first: from memory as far as that goes back, and further from the ledger. */
export async function pageOfRuns(
  remembered: RememberedRuns,
  ledger: Pick<Ledger, "records">,
  { limit, before = Number.POSITIVE_INFINITY, engineIds }: ViewPage,
): Promise<Paged<RunSummary>> {
  const items: RunSummary[] = [];
  const known = await remembered.list();
  // One more than is shown tells whether anything follows.
  const isFull = (): boolean => items.length > limit;
  for (const { summary } of known) {
    if (isFull()) break;
    const run = summary.seq < before ? cutRun(summary, engineIds) : undefined;
    if (run !== undefined) items.push(run);
  }
  const oldest = known.at(-1)?.summary.seq;
  if (oldest !== undefined && !isFull()) {
    for await (const record of ledger.records({ type: "run", before: Math.min(before, oldest) })) {
      const run = cutRun(summariseRun(record), engineIds);
      if (run !== undefined) items.push(run);
      if (isFull()) break;
    }
  }
  return { items: items.slice(0, limit), next: isFull() ? items[limit - 1]?.seq : undefined };
}
