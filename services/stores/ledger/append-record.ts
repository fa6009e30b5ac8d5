import type { LedgerRecord } from "#schemas/ledger-record";
import { LockstepError } from "#services/core/errors";
import { canonicalText, FIRST_TYPE, sealRecord } from "#services/core/seal/seal-record";
import { parseSealTrailers, type Seal, sealMessage } from "#services/core/seal/seal-trailers";
import { commitTree } from "#services/stores/git/commit-tree";
import type { GitContext } from "#services/stores/git/git-context";
import { readObjects } from "#services/stores/git/read-objects";
import { LEDGER_REF } from "#services/stores/git/refs";
import { findCommit } from "#services/stores/git/resolve-commit";
import { retrySwap } from "#services/stores/git/retry-swap";
import { type RefChange, swapRefs } from "#services/stores/git/swap-refs";
import { type FinishedTree, startTreeImport } from "#services/stores/git/tree-import";
import { verifyCommits } from "#services/stores/git/verify-commits";
import { findRollback } from "./find-rollback.js";
import { dayOf, dayPath, indexLine, indexPath, isIndexed } from "./ledger-paths.js";
import { occasionLine, occasionOf, occasionPath, parseOccasions } from "./occasion-index.js";
import { openLedgerMark } from "./open-ledger-mark.js";
import { readRecords } from "./read-records.js";

export type LedgerEntry = Pick<LedgerRecord, "type" | "actor" | "at" | "body">;

/** What goes into the same commit and the same transaction as a record. */
export interface AppendedBeside {
  readonly files?: readonly { readonly path: string; readonly bytes: Uint8Array }[];
  readonly refs?: readonly RefChange[];
  /** Where the run of its occasion stands already, none is made. Default: it is made all the same. */
  readonly once?: boolean;
  /** What must hold of the newest record of this type, on the very commit that the record goes upon; else none is made. */
  readonly isNext?: (newest: LedgerRecord | undefined) => boolean;
  /** The ledger may have been set back: this record says so, and the mark begins anew at it. Default: that is refused. */
  readonly acceptsRestore?: boolean;
}

/**
 * Appends one record and has it on disk before it returns: only the day's file is written again, and what the chain needs
 * of the last record stands in the last commit's message, so that the cost does not grow with the ledger.
 *
 * @throws LockstepError `ledger-broken` where the last commit does not say its record or the branch is missing,
 * `ledger-rolled-back`, `store-conflict`, `key-missing`
 */
export async function appendRecord(
  context: GitContext,
  entry: LedgerEntry,
  beside: AppendedBeside = {},
): Promise<LedgerRecord | "known"> {
  const mark = context.ledgerMarkFolder === undefined ? undefined : openLedgerMark(context.ledgerMarkFolder);
  const record = await retrySwap<LedgerRecord | "known">("the ledger", async () => {
    const marked = beside.acceptsRestore ? undefined : await mark?.read();
    const today = dayOf(context.now());
    const last = await readLast(context.gitDir, today, entry.type);
    if (last === undefined && entry.type !== FIRST_TYPE) {
      throw new LockstepError("ledger-broken", "the ledger's branch is missing: a new chain must not begin in silence");
    }
    const rollback = await findRollback(context.gitDir, marked, last);
    if (rollback !== undefined) throw rolledBack(rollback);
    const occasions = await readOccasionsAt(context.gitDir, last, entry);
    if (beside.once && occasions?.isMet) return "known";
    if (beside.isNext?.(await readNewest(context.gitDir, last, entry.type)) === false) return "known";
    const day = last?.day ?? today;
    const sealed = sealRecord(entry, last?.seal);
    const finished = await importRecord(context.gitDir, last, sealed, day, {
      ...beside,
      files: [...(beside.files ?? []), ...(occasions?.filesWith(sealed.seq) ?? [])],
    });
    const commit = await commitTree(context, {
      tree: finished.tree,
      parents: last === undefined ? [] : [last.commit],
      message: sealMessage(sealed, day),
      at: context.now().toISOString(),
    });
    const temporary = { ref: finished.ref, from: finished.commit, to: null };
    const uncounted = last === undefined ? undefined : await findUncounted(context, commit);
    if (uncounted !== undefined) {
      await swapRefs(context.gitDir, [temporary]);
      throw new LockstepError("key-missing", uncounted);
    }
    const moved = { ref: LEDGER_REF, from: last?.commit ?? null, to: commit };
    const outcome = await swapRefs(context.gitDir, [moved, ...(beside.refs ?? []), temporary]);
    if (outcome === "done") return sealed;
    await swapRefs(context.gitDir, [temporary]);
    await assertUnmoved(context.gitDir, beside.refs ?? []);
    return undefined;
  });
  if (record === "known") return record;
  await (beside.acceptsRestore ? mark?.replace(record) : mark?.raise(record));
  return record;
}

/** A record under a key that does not count would break the ledger for good. The first record names its key itself. */
async function findUncounted(context: GitContext, commit: string): Promise<string | undefined> {
  const [signature] = await verifyCommits(context, [commit]);
  if (signature?.trusted === true) return undefined;
  return `The ledger takes no record: its commit ${signature?.fault ?? "could not be checked"}, by policy/allowed_signers on main.`;
}

function rolledBack(problem: string): LockstepError {
  return new LockstepError("ledger-rolled-back", `The ledger takes no record: ${problem}.`);
}

async function readNewest(
  gitDir: string,
  last: LedgerEnd | undefined,
  type: LedgerRecord["type"],
): Promise<LedgerRecord | undefined> {
  if (last === undefined) return undefined;
  for await (const record of readRecords(gitDir, { type, limit: 1, upTo: last.commit })) return record;
  return undefined;
}

interface OccasionsAt {
  readonly isMet: boolean;
  filesWith(seq: number): NonNullable<AppendedBeside["files"]>;
}

/** Looks at the very commit that the next record goes upon, so that of two writers at once the second finds the first. */
async function readOccasionsAt(
  gitDir: string,
  last: LedgerEnd | undefined,
  entry: LedgerEntry,
): Promise<OccasionsAt | undefined> {
  const of = occasionOf(entry);
  if (of === undefined || last === undefined) return undefined;
  const path = occasionPath(of);
  const [file] = await readObjects(gitDir, [`${last.commit}:${path}`]);
  const { schedule, at, engineId } = of;
  return {
    isMet: parseOccasions(file?.bytes).some(
      (met) => met.engineId === engineId && met.schedule === schedule && met.at === at,
    ),
    filesWith: (seq) => [{ path, bytes: join(file?.bytes, occasionLine({ ...of, seq })) }],
  };
}

/** Where the ledger ends, and the files that the next record goes into. */
interface LedgerEnd {
  readonly commit: string;
  readonly seal: Seal;
  readonly day: string;
  readonly dayBytes: Buffer;
  readonly indexBytes: Buffer;
}

async function readLast(gitDir: string, today: string, type: LedgerRecord["type"]): Promise<LedgerEnd | undefined> {
  const commit = await findCommit(gitDir, LEDGER_REF);
  if (commit === undefined) return undefined;
  const names = [commit, `${commit}:${dayPath(today)}`, `${commit}:${indexPath(type)}`];
  const [head, dayFile, index] = await readObjects(gitDir, names);
  const seal = parseSealTrailers(head?.bytes.toString("utf8") ?? "");
  if (seal === undefined) {
    throw new LockstepError(
      "ledger-broken",
      `the newest commit of the ledger, ${commit}, does not say which record it sealed`,
    );
  }
  const indexBytes = index?.bytes ?? Buffer.alloc(0);
  if (seal.day <= today) return { commit, seal, day: today, dayBytes: dayFile?.bytes ?? Buffer.alloc(0), indexBytes };
  // A clock set back must not open a file before the last one: the order of files is the order of records.
  const [later] = await readObjects(gitDir, [`${commit}:${dayPath(seal.day)}`]);
  return { commit, seal, day: seal.day, dayBytes: later?.bytes ?? Buffer.alloc(0), indexBytes };
}

async function importRecord(
  gitDir: string,
  last: LedgerEnd | undefined,
  record: LedgerRecord,
  day: string,
  beside: AppendedBeside,
): Promise<FinishedTree> {
  const tree = startTreeImport(gitDir, last?.commit);
  await tree.file(dayPath(day), join(last?.dayBytes, `${canonicalText(record)}\n`));
  if (isIndexed(record.type)) {
    await tree.file(indexPath(record.type), join(last?.indexBytes, indexLine(record.seq, day)));
  }
  for (const { path, bytes } of beside.files ?? []) await tree.file(path, bytes);
  return await tree.finish();
}

function join(before: Buffer | undefined, line: string): Buffer {
  return Buffer.concat([before ?? Buffer.alloc(0), Buffer.from(line)]);
}

/** Trying again cannot help where a reference that was to move together with the record has moved already. */
async function assertUnmoved(gitDir: string, refs: readonly RefChange[]): Promise<void> {
  for (const { ref, from } of refs) {
    if ((await findCommit(gitDir, ref)) === (from ?? undefined)) continue;
    throw new LockstepError("store-conflict", `${ref} was moved by another writer meanwhile`);
  }
}
