import { type RememberedRun, rememberRun } from "#services/core/views/remember-run";
import type { Ledger } from "#services/ports/estate-repository";

/** The recorded runs at hand, newest first; the ledger is read once, and then only what is new in it. */
export interface RememberedRuns {
  /** As the ledger stands now. @throws LockstepError `ledger-broken` */
  list(): Promise<readonly RememberedRun[]>;
}

/** So many runs back: over a year of nights, or three weeks of runs each quarter of an hour. Older ones are read from the ledger itself. */
export const MAX_REMEMBERED = 2000;

/** Remembers runs. A ledger that no longer holds the newest one known, such as after a purge, is read anew. */
export function rememberRuns(ledger: Pick<Ledger, "records">, max = MAX_REMEMBERED): RememberedRuns {
  let known: readonly RememberedRun[] = [];
  let tail: Promise<unknown> = Promise.resolve();

  async function read(): Promise<readonly RememberedRun[]> {
    const [newest] = known;
    const fresh: RememberedRun[] = [];
    for await (const record of ledger.records({ type: "run", limit: max })) {
      if (newest !== undefined && record.seq === newest.summary.seq && record.hash === newest.summary.hash) {
        known = fresh.length === 0 ? known : [...fresh, ...known].slice(0, max);
        return known;
      }
      fresh.push(rememberRun(record));
    }
    known = fresh;
    return known;
  }

  return {
    list() {
      const listed = tail.then(read);
      tail = listed.catch(() => undefined);
      return listed;
    },
  };
}
