import type { EstateRepository, GovernedFiles, StoredArtefacts } from "#services/ports/estate-repository";
import type { StoredTickets, TicketStore } from "#services/ports/ticket-store";
import type { RederiveContext } from "../check/rederive-run.js";
import { keepRecent } from "./keep-recent.js";
import { rememberRecords } from "./remember-records.js";

type Store = Pick<RederiveContext, "repository" | "ledger" | "ticketStore">;

/**
 * Makes a store that opens what lies at a commit once and gives it again: many verdicts are derived one after the other, night after night they rest
 * on much the same, and what a commit holds never changes. What was used last is kept, so that memory does not grow with the period.
 */
export function rememberStore({ repository, ledger, ticketStore }: Store): Store {
  return {
    repository: rememberRepository(repository),
    ledger: rememberRecords(ledger),
    ticketStore: rememberTickets(ticketStore),
  };
}

/** In characters, in entries of snapshots, in bytes and in facts: some tens of megabytes each. */
const MOST_TEXT = 16_000_000;
const MOST_ENTRIES = 200_000;
const MOST_BYTES = 32_000_000;
const MOST_FACTS = 50_000;

function rememberRepository(repository: EstateRepository): EstateRepository {
  const governed = keepRecent<GovernedFiles>(MOST_TEXT, ({ files }) =>
    [...files.values()].reduce((sum, text) => sum + text.length, 0),
  );
  const snapshots = keepRecent<StoredArtefacts>(MOST_ENTRIES, weighEntries);
  const baselines = keepRecent<StoredArtefacts | undefined>(MOST_ENTRIES, weighEntries);
  const loaded = keepRecent<Awaited<ReturnType<StoredArtefacts["load"]>>>(MOST_BYTES, (artefacts) =>
    [...artefacts.values()].flat().reduce((sum, { bytes }) => sum + bytes.byteLength, 0),
  );

  function remembering(stored: StoredArtefacts, name: string): StoredArtefacts {
    return { ...stored, load: (paths) => loaded([name, ...paths].join("\0"), () => stored.load(paths)) };
  }

  return {
    ...repository,
    governedAt: (commit) => governed(commit, () => repository.governedAt(commit)),
    openSnapshotCommit: (commit) =>
      snapshots(commit, async () => remembering(await repository.openSnapshotCommit(commit), commit)),
    openBaselineCommit: (engineId, commit) =>
      baselines(`${engineId} ${commit}`, async () => {
        const stored = await repository.openBaselineCommit(engineId, commit);
        return stored && remembering(stored, `${engineId} ${commit}`);
      }),
  };
}

function weighEntries(stored: StoredArtefacts | undefined): number {
  return 1 + (stored?.snapshot.entries.length ?? 0);
}

function rememberTickets(ticketStore: TicketStore): TicketStore {
  const facts = keepRecent<Awaited<ReturnType<StoredTickets["facts"]>>>(MOST_FACTS, (found) => 1 + found.length);
  return {
    ...ticketStore,
    async open(commit) {
      const stored = await ticketStore.open(commit);
      return {
        ...stored,
        facts: (of, numbers) =>
          facts(JSON.stringify([stored.commit, of.system, of.instance, numbers ?? null]), () =>
            stored.facts(of, numbers),
          ),
      };
    },
  };
}
