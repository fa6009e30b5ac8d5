import { LockstepError } from "#services/core/errors";
import type { SealedLine } from "#services/ports/evidence";
import { feedObjects } from "#services/stores/git/feed-objects";
import { listTree } from "#services/stores/git/list-tree";
import { revList } from "#services/stores/git/rev-list";
import { findDay } from "#services/stores/ledger/ledger-paths";
import { walkLines } from "#services/stores/ledger/read-records";

/**
 * Gives the records up to a head, oldest first, each with the commit that sealed it: one a record, in the same order.
 *
 * @throws LockstepError `ledger-broken` where there are more of the one than of the other, or the head is not that record
 */
export async function* readLedgerLines(
  gitDir: string,
  head: { readonly seq: number; readonly commit: string },
): AsyncGenerator<SealedLine, void, undefined> {
  const files = await listTree(gitDir, head.commit, "files");
  const days = files.filter(({ path }) => findDay(path) !== undefined);
  const commits = feedObjects(gitDir, revList(gitDir, ["--topo-order", "--reverse", head.commit]));
  let count = 0;
  try {
    for await (const { text, place } of walkLines(gitDir, days)) {
      const next = await commits.next();
      if (next.done === true) throw new LockstepError("ledger-broken", `${place} was sealed by no commit`);
      const object = readText(await next.value.whole(), next.value.id);
      count += 1;
      yield { line: text, commit: next.value.id, object };
    }
    const extra = await commits.next();
    if (extra.done === true && count === head.seq + 1) return;
    throw new LockstepError("ledger-broken", `the ledger holds ${count} records under the head of record ${head.seq}`);
  } finally {
    await commits.return();
  }
}

function readText(bytes: Buffer, id: string): string {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new LockstepError("ledger-broken", `the commit ${id} of the ledger holds bytes that are no text`);
  }
}
