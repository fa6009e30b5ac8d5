import type { Engine } from "#schemas/estate";
import type { MissedRun } from "#schemas/missed-run";
import type { Watched } from "#services/core/notices/silence-matters";
import type { Ledger } from "#services/ports/estate-repository";
import { bodyOfRun } from "../look/look-history.js";

/** A run that was due and did not happen. */
export type Missed = Pick<MissedRun, "engineId" | "dueAt">;

// A hundred engines checked apart, for some days.
const MAX_RUNS = 1000;

/** When each engine was last judged, by the ledger alone: it is asked whatever else is down. */
export async function watchRuns(
  engines: readonly Engine[],
  missed: readonly Missed[],
  { ledger }: { readonly ledger: Pick<Ledger, "records"> },
): Promise<readonly Watched[]> {
  const last = await lastVerdicts(engines, ledger);
  return engines.map(({ id, name, owner }) => {
    const lastVerdict = last.get(id) ?? null;
    const own = missed.filter(({ engineId }) => engineId === id).map(({ dueAt }) => dueAt);
    const since = own.filter((dueAt) => lastVerdict === null || dueAt > lastVerdict.at);
    return { engineId: id, name: name ?? id, owner, lastVerdict, missed: since.sort() };
  });
}

async function lastVerdicts(
  engines: readonly Engine[],
  ledger: Pick<Ledger, "records">,
): Promise<ReadonlyMap<string, NonNullable<Watched["lastVerdict"]>>> {
  const wanted = new Set(engines.map(({ id }) => id));
  const last = new Map<string, NonNullable<Watched["lastVerdict"]>>();
  for await (const record of ledger.records({ type: "run", limit: MAX_RUNS })) {
    for (const { engineId, at, expiresAt } of bodyOfRun(record).engines) {
      if (wanted.delete(engineId)) last.set(engineId, { at, expiresAt });
    }
    if (wanted.size === 0) break;
  }
  return last;
}
