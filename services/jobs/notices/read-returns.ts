import type { Notifications } from "#schemas/notifications";
import { countReturns, type SeenRun } from "#services/core/notices/count-returns";
import type { Matter } from "#services/core/notices/matter";
import type { Ledger } from "#services/ports/estate-repository";
import { bodyOfRun } from "../look/look-history.js";

const RETURNS = 3;
const DAYS = 7;
const DAY_MS = 86_400_000;
// A week of runs each half hour.
const MAX_RUNS = 400;

/** What came and went often, by the runs of the last days. */
export interface Returns {
  readonly returns: ReadonlyMap<string, number>;
  readonly withinDays: number;
}

/** Counts how often what is to be told came back lately. */
export async function readReturns(
  matters: readonly Matter[],
  { flapping = {} }: Pick<Notifications, "flapping">,
  { ledger, at }: { readonly ledger: Pick<Ledger, "records">; readonly at: string },
): Promise<Returns> {
  const withinDays = flapping.withinDays ?? DAYS;
  const from = new Date(Date.parse(at) - withinDays * DAY_MS).toISOString();
  const runs: SeenRun[] = [];
  for await (const record of ledger.records({ type: "run", limit: MAX_RUNS })) {
    if (record.at < from) break;
    runs.push(...bodyOfRun(record).engines);
  }
  return { returns: countReturns(matters, runs, flapping.returns ?? RETURNS), withinDays };
}
