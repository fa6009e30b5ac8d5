import type { LedgerRecord } from "#schemas/ledger-record";
import { canonicalText, sealRecord } from "#services/core/seal/seal-record";
import { sealMessage } from "#services/core/seal/seal-trailers";
import { commitTree } from "#services/stores/git/commit-tree";
import { startTreeImport } from "#services/stores/git/tree-import";
import { dayOf, dayPath } from "#services/stores/ledger/ledger-paths";
import { openLedgerMark } from "#services/stores/ledger/open-ledger-mark";
import { createTemporaryEstate, type TemporaryEstate } from "#test/fakes/temporary-estate";

/** What the ledger costs when it has grown. */
export interface LedgerFigures {
  readonly records: number;
  /** One append to a ledger of a handful of records, and to the grown one: the median of seven each. */
  readonly appendSmallMs: number;
  readonly appendGrownMs: number;
  /** The newest hundred records of the grown ledger. */
  readonly newestMs: number;
  /** The last approval, years of runs ago. */
  readonly lastApprovalMs: number;
}

const DAY_MS = 86_400_000;
const START = Date.parse("2025-01-01T00:00:00Z");

/** Measures a ledger of many records, spread over days of 700. */
export async function benchLedger({ records = 250_000 } = {}): Promise<LedgerFigures> {
  let now = START;
  await using estate = await createTemporaryEstate(() => new Date(now));
  await estate.ledger.append({
    type: "baseline-adopted",
    actor: "Ada",
    at: new Date(now).toISOString(),
    body: { engineId: "tie" },
  });
  const appendSmallMs = await medianMs(() => append(estate, now));
  now = await grow(estate, records);
  const appendGrownMs = await medianMs(() => append(estate, now));
  const newestMs = await medianMs(() => take(estate, { limit: 100 }));
  const lastApprovalMs = await medianMs(() => take(estate, { type: "baseline-adopted", limit: 1 }));
  return { records, appendSmallMs, appendGrownMs, newestMs, lastApprovalMs };
}

/** Puts all records but the last into one commit: appending reads no commit but the newest. Gives the time after them. */
async function grow(estate: TemporaryEstate, records: number): Promise<number> {
  const { gitDir } = estate.context;
  const tree = startTreeImport(gitDir, "refs/heads/ledger");
  let [last] = await take(estate, { limit: 1 });
  let day = START;
  for (let left = records; left > 0; left -= 700) {
    day += DAY_MS;
    const lines: string[] = [];
    for (let run = 0; run < Math.min(700, left); run++) {
      last = sealRecord({ type: "run", actor: "lockstep", at: new Date(day).toISOString(), body: runBody(run) }, last);
      lines.push(canonicalText(last), "\n");
    }
    await tree.file(dayPath(dayOf(new Date(day))), Buffer.from(lines.join("")));
  }
  if (last === undefined) throw new Error("a ledger that grows has a last record");
  const finished = await tree.finish();
  const parents = [await estate.git("rev-parse", "ledger")];
  const message = sealMessage(last, dayOf(new Date(day)));
  const commit = await commitTree(estate.context, {
    tree: finished.tree,
    parents,
    message,
    at: new Date(day).toISOString(),
  });
  await estate.git("update-ref", "refs/heads/ledger", commit);
  // Many records in one commit are no ledger that was seen to grow: what was remembered of the short one begins anew.
  await openLedgerMark(estate.context.ledgerMarkFolder ?? "").replace(last);
  return day;
}

function runBody(run: number): LedgerRecord["body"] {
  return {
    run,
    verdict: "ready",
    nodes: [
      { nodeId: "tie-a", changed: false },
      { nodeId: "tie-b", changed: false },
    ],
    note: "x".repeat(400),
  };
}

async function append({ ledger }: TemporaryEstate, now: number): Promise<void> {
  await ledger.append({ type: "run", actor: "lockstep", at: new Date(now).toISOString(), body: runBody(0) });
}

async function take(
  { ledger }: TemporaryEstate,
  filter: Parameters<typeof ledger.records>[0],
): Promise<LedgerRecord[]> {
  const found: LedgerRecord[] = [];
  for await (const record of ledger.records(filter)) found.push(record);
  return found;
}

async function medianMs(act: () => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round < 7; round++) {
    const start = performance.now();
    await act();
    times.push(Math.round(performance.now() - start));
  }
  return times.sort((a, b) => a - b)[3] ?? 0;
}
