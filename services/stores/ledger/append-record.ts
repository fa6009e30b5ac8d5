import type { LedgerRecord } from "#schemas/ledger-record";
import { LockstepError } from "#services/core/errors";
import { commitTree } from "#services/stores/git/commit-tree";
import type { GitContext } from "#services/stores/git/git-context";
import { readObjects } from "#services/stores/git/read-objects";
import { LEDGER_REF } from "#services/stores/git/refs";
import { findCommit } from "#services/stores/git/resolve-commit";
import { retrySwap } from "#services/stores/git/retry-swap";
import { type RefChange, swapRefs } from "#services/stores/git/swap-refs";
import { startTreeImport } from "#services/stores/git/tree-import";
import { dayOf, dayPath, indexLine, indexPath, isIndexed } from "./ledger-paths.js";
import { canonicalText, sealRecord } from "./seal-record.js";
import { parseSealTrailers, type Seal, sealMessage } from "./seal-trailers.js";

export type LedgerEntry = Pick<LedgerRecord, "type" | "actor" | "at" | "body">;

/** What goes into the same commit and the same transaction as a record. */
export interface AppendedBeside {
  readonly files?: readonly { readonly path: string; readonly bytes: Uint8Array }[];
  readonly refs?: readonly RefChange[];
}

/**
 * Appends one record and has it on disk before it returns: only the day's file is written again, and what the chain needs
 * of the last record stands in the last commit's message, so that the cost does not grow with the ledger.
 *
 * @throws LockstepError `ledger-broken` where the last commit does not say its record, `store-conflict`, `key-missing`
 */
export async function appendRecord(
  context: GitContext,
  entry: LedgerEntry,
  beside: AppendedBeside = {},
): Promise<LedgerRecord> {
  return await retrySwap("the ledger", async () => {
    const head = await findCommit(context.gitDir, LEDGER_REF);
    const last = head === undefined ? undefined : await readSeal(context.gitDir, head);
    const record = sealRecord(entry, last);
    const today = dayOf(context.now());
    // A clock set back must not open a file before the last one: the order of files is the order of records.
    const day = last !== undefined && last.day > today ? last.day : today;
    const finished = await importRecord(context.gitDir, head, record, day, beside);
    const commit = await commitTree(context, {
      tree: finished.tree,
      parents: head === undefined ? [] : [head],
      message: sealMessage(record, day),
      at: context.now().toISOString(),
    });
    const outcome = await swapRefs(context.gitDir, [
      { ref: LEDGER_REF, from: head ?? null, to: commit },
      ...(beside.refs ?? []),
      { ref: finished.ref, from: finished.commit, to: null },
    ]);
    if (outcome === "done") return record;
    await swapRefs(context.gitDir, [{ ref: finished.ref, from: finished.commit, to: null }]);
    await assertUnmoved(context.gitDir, beside.refs ?? []);
    return undefined;
  });
}

/** Trying again cannot help where a reference that was to move together with the record has moved already. */
async function assertUnmoved(gitDir: string, refs: readonly RefChange[]): Promise<void> {
  for (const { ref, from } of refs) {
    if ((await findCommit(gitDir, ref)) === (from ?? undefined)) continue;
    throw new LockstepError("store-conflict", `${ref} was moved by another writer meanwhile`);
  }
}

async function readSeal(gitDir: string, head: string): Promise<Seal> {
  const [commit] = await readObjects(gitDir, [head]);
  const seal = parseSealTrailers(commit?.bytes.toString("utf8") ?? "");
  if (seal === undefined) {
    throw new LockstepError(
      "ledger-broken",
      `the newest commit of the ledger, ${head}, does not say which record it sealed`,
    );
  }
  return seal;
}

async function importRecord(
  gitDir: string,
  head: string | undefined,
  record: LedgerRecord,
  day: string,
  beside: AppendedBeside,
) {
  const added = [{ path: dayPath(day), line: `${canonicalText(record)}\n` }];
  if (isIndexed(record.type)) added.push({ path: indexPath(record.type), line: indexLine(record.seq, day) });
  const before =
    head === undefined
      ? []
      : await readObjects(
          gitDir,
          added.map(({ path }) => `${head}:${path}`),
        );
  const tree = startTreeImport(gitDir, head);
  for (const [index, { path, line }] of added.entries()) {
    await tree.file(path, Buffer.concat([before[index]?.bytes ?? Buffer.alloc(0), Buffer.from(line)]));
  }
  for (const { path, bytes } of beside.files ?? []) await tree.file(path, bytes);
  return await tree.finish();
}
