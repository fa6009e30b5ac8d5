import type { Problem } from "#services/core/readiness/readiness-input";
import type { EstateRepository, Ledger } from "#services/ports/estate-repository";
import { type RecordedLooks, readRecordedLooks, readRecordedPolicies } from "./read-recorded-looks.js";

export interface RecordedStores {
  readonly repository: EstateRepository;
  readonly ledger: Ledger;
}

/** The snapshots of one node, as the ledger knows them and as they lie in the store. */
export interface NodeRecord extends RecordedLooks {
  /** What says that snapshots were taken away; `undefined` where all recorded ones are there. */
  readonly setBack: Problem | undefined;
}

/** Holds the snapshots of a node against the looks that the ledger records. */
export async function findSetBack(engineId: string, nodeId: string, stores: RecordedStores): Promise<NodeRecord> {
  const recorded = await readRecordedLooks(stores.ledger, engineId, nodeId);
  const fault = await stores.repository.findBranchFault({ engineId, nodeId }, recorded.commits);
  return { ...recorded, setBack: problemOf(fault) };
}

/** Holds `main` against the policies that runs were judged by: a withdrawn waiver must not come back in force unseen. */
export async function findMainSetBack({ repository, ledger }: RecordedStores): Promise<Problem | undefined> {
  return problemOf(await repository.findBranchFault("main", await readRecordedPolicies(ledger)));
}

function problemOf(fault: string | undefined): Problem | undefined {
  if (fault === undefined) return undefined;
  const remedy = "Bring it back from a clone; only after a wanted restore from a backup run";
  return { code: "store-unsound", message: `${fault}. ${remedy} 'lockstep ledger accept-restore'.` };
}
