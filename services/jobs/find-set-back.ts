import type { Problem } from "#services/core/readiness/readiness-input";
import type { EstateRepository, Ledger } from "#services/ports/estate-repository";
import { type RecordedLooks, readRecordedLooks } from "./read-recorded-looks.js";

/** The snapshots of one node, as the ledger knows them and as they lie in the store. */
export interface NodeRecord extends RecordedLooks {
  /** What says that snapshots were taken away; `undefined` where all recorded ones are there. */
  readonly setBack: Problem | undefined;
}

/** Holds the snapshots of a node against the looks that the ledger records. */
export async function findSetBack(
  engineId: string,
  nodeId: string,
  { repository, ledger }: { readonly repository: EstateRepository; readonly ledger: Ledger },
): Promise<NodeRecord> {
  const recorded = await readRecordedLooks(ledger, engineId, nodeId);
  const { commits } = recorded;
  const fault = await repository.findObservedFault({ engineId, nodeId, commits });
  if (fault === undefined) return { ...recorded, setBack: undefined };
  const message = `${fault[0]?.toUpperCase() ?? ""}${fault.slice(1)}. Bring it back from a clone; only after a wanted restore from a backup run 'lockstep ledger accept-restore'.`;
  return { ...recorded, setBack: { code: "store-unsound", message } };
}
