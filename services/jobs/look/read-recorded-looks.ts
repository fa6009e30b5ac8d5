import type { Look } from "#schemas/run";
import type { Ledger } from "#services/ports/estate-repository";
import { bodyOfRun } from "./look-history.js";

/** What the ledger holds of the last looks at a node: it cannot be forgotten by taking the node's snapshots away. */
export interface RecordedLooks {
  /** Snapshots that must still be there: those of the last looks since a restore was accepted. */
  readonly commits: readonly string[];
  /** The id that the engine last gave itself, also before a restore; `undefined` where none is recorded. */
  readonly serverId: string | undefined;
}

/** Checks that overlapped may be recorded in another order than they looked: so many cannot overlap. */
const LOOKS = 10;

export async function readRecordedLooks(ledger: Ledger, engineId: string, nodeId: string): Promise<RecordedLooks> {
  const restoredAt = await findLastRestore(ledger);
  const commits = new Set<string>();
  let serverId: string | undefined;
  let looks = 0;
  for await (const record of ledger.records({ type: "run", engineId })) {
    for (const look of looksAt(nodeId, engineId, bodyOfRun(record))) {
      looks += 1;
      serverId ??= look.serverId;
      if (look.commit !== null && record.seq > restoredAt) commits.add(look.commit);
    }
    if (looks >= LOOKS) break;
  }
  return { commits: [...commits], serverId };
}

/**
 * Gives the commits of `main` that must still be there: those that the last runs were judged by, since a restore was
 * accepted. A run that saw the branch set back names the commit that lay there then, which is no witness.
 */
export async function readRecordedPolicies(ledger: Ledger): Promise<readonly string[]> {
  const restoredAt = await findLastRestore(ledger);
  const commits = new Set<string>();
  let runs = 0;
  for await (const record of ledger.records({ type: "run" })) {
    if (record.seq < restoredAt || runs >= LOOKS) break;
    const { policyCommit, problems } = bodyOfRun(record);
    if (problems.some(({ code }) => code === "store-unsound")) continue;
    commits.add(policyCommit);
    runs += 1;
  }
  return [...commits];
}

/** Gives the commits of `tickets` that must still be there: those that the last runs were judged with, since a restore was accepted. */
export async function readRecordedTickets(ledger: Ledger): Promise<readonly string[]> {
  const restoredAt = await findLastRestore(ledger);
  const commits = new Set<string>();
  for await (const record of ledger.records({ type: "run", limit: LOOKS })) {
    if (record.seq < restoredAt) break;
    const { ticketSystems, engines } = bodyOfRun(record);
    const judged = [ticketSystems, ...engines.flatMap(({ tickets = {} }) => Object.values(tickets))];
    for (const one of judged) if (one?.commit != null) commits.add(one.commit);
  }
  return [...commits];
}

/** The number of the last record that accepted a restore, below all others where there is none. */
export async function findLastRestore(ledger: Pick<Ledger, "records">): Promise<number> {
  for await (const { seq } of ledger.records({ type: "restore-accepted", limit: 1 })) return seq;
  return -1;
}

/** Looks that really read the node; one that failed names the snapshot that lay there, whatever that was. */
function looksAt(nodeId: string, engineId: string, { engines }: ReturnType<typeof bodyOfRun>): readonly Look[] {
  const looks = engines.flatMap((engine) => (engine.engineId === engineId ? engine.looks : []));
  return looks.filter((look) => look.nodeId === nodeId && look.takenAt !== null);
}
