import type { ReadinessReason } from "#schemas/readiness";
import { ERROR_KINDS } from "#services/core/errors";
import type { Problem } from "#services/core/readiness/readiness-input";
import type { RecordedRun } from "../check/rederive-run.js";
import { findMainSetBack, findSetBack, type RecordedStores } from "../look/find-set-back.js";
import { findLastRestore } from "../look/read-recorded-looks.js";
import { checkLedger } from "../record/check-ledger.js";
import { keeperReason } from "./keeper-reason.js";

/** Finds why the store is not to be believed about a run: a ledger or branch set back, or a restore accepted since. */
export async function findStoreDoubts(
  last: RecordedRun | undefined,
  stores: RecordedStores,
): Promise<ReadinessReason[]> {
  const ledger = (await checkLedger(stores.ledger)).map(toReason);
  if (last === undefined) return ledger;
  const { engineId, looks } = last.engineRun;
  const records = await Promise.all(looks.map(({ nodeId }) => findSetBack(engineId, nodeId, stores)));
  const found = [await findMainSetBack(stores), ...records.map(({ setBack }) => setBack)];
  const branches = found.flatMap((problem) => (problem === undefined ? [] : [toReason(problem)]));
  if ((await findLastRestore(stores.ledger)) < last.seq) return [...ledger, ...branches];
  const message = "A restore from a backup was accepted since the last check.";
  return [...ledger, ...branches, keeperReason("changed-since", message, `Run 'lockstep check ${engineId}'.`)];
}

function toReason({ code, message }: Problem): ReadinessReason {
  return keeperReason(code, message, ERROR_KINDS[code].remedy);
}

/** What could not be checked here: a machine that has seen nothing of the ledger cannot rule out that it was set back. */
export async function findStoreNotes({ ledger }: RecordedStores): Promise<ReadinessReason[]> {
  if (await ledger.hasMark()) return [];
  const message = "Whether the ledger was set back was not checked here: this machine remembers nothing of it.";
  const action = "Hold the newest record that 'lockstep ledger verify' shows against one noted elsewhere.";
  return [keeperReason("rollback-not-checked", message, action, "ready")];
}
