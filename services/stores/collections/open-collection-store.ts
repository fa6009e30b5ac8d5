import canonicalize from "canonicalize";
import { LockstepError } from "#services/core/errors";
import type { CollectionStore, KeptUpload } from "#services/ports/collection-store";
import { streamCommits } from "#services/stores/git/commit-history";
import { commitTree } from "#services/stores/git/commit-tree";
import type { GitContext } from "#services/stores/git/git-context";
import { readObjects } from "#services/stores/git/read-objects";
import { collectedRef } from "#services/stores/git/refs";
import { findCommit } from "#services/stores/git/resolve-commit";
import { swapRefs } from "#services/stores/git/swap-refs";
import { startTreeImport } from "#services/stores/git/tree-import";
import type { GitLedger } from "#services/stores/ledger/open-ledger";
import { KEPT_PATH, parseKept, renderKept, SIGNATURE_PATH, UPLOAD_PATH } from "./kept-files.js";

/**
 * Keeps uploads on `collected/<engine>`: a signed commit each, with the text that the collector signed, its signature, and what became of it. The
 * ledger names each commit in the same transaction, so that a branch that was set back or replaced is seen.
 */
export function openCollectionStore(context: GitContext, ledger: GitLedger): CollectionStore {
  const { gitDir } = context;

  async function headOf(engineId: string): Promise<string | undefined> {
    const head = await findCommit(gitDir, collectedRef(engineId));
    if (head === undefined || head === (await findRecorded(ledger, engineId))) return head;
    // Between the two another upload may have been kept.
    const again = await findCommit(gitDir, collectedRef(engineId));
    if (again === (await findRecorded(ledger, engineId))) return again;
    const branch = `collected/${engineId}`;
    throw new LockstepError("store-unsound", `the branch ${branch} does not hold the upload that the ledger records`);
  }

  return {
    async last(engineId) {
      const head = await headOf(engineId);
      return head === undefined ? undefined : await readKept(gitDir, head);
    },
    async since(engineId, sequence) {
      const head = await headOf(engineId);
      if (head === undefined) return [];
      const found: KeptUpload[] = [];
      for await (const { commit, message } of streamCommits(gitDir, ["--first-parent", head, "--"])) {
        if (sequenceIn(message) <= sequence || found.length >= MOST) break;
        found.push(await readKept(gitDir, commit));
      }
      return found.reverse();
    },
    async keep(kept, signed, after) {
      const { engineId, collector, sequence } = kept.upload;
      const ref = collectedRef(engineId);
      const head = await headOf(engineId);
      const last = head === undefined ? undefined : await readKept(gitDir, head);
      if (last?.digest !== after?.digest) return "overtaken";
      const tree = startTreeImport(gitDir, head);
      await tree.file(UPLOAD_PATH, Buffer.from(signed?.document ?? canonicalize(kept.upload) ?? ""));
      if (signed === undefined) await tree.remove(SIGNATURE_PATH);
      else await tree.file(SIGNATURE_PATH, Buffer.from(signed.signature));
      await tree.file(KEPT_PATH, Buffer.from(renderKept(kept)));
      const finished = await tree.finish();
      const temporary = { ref: finished.ref, from: finished.commit, to: null };
      try {
        const commit = await commitTree(context, {
          tree: finished.tree,
          parents: head === undefined ? [] : [head],
          message: messageOf(kept),
          at: kept.keptAt,
        });
        const moved = { ref, from: head ?? null, to: commit };
        const body = { engineId, collector, sequence, upload: kept.digest, commit, ...droppedIn(kept) };
        const entry = { type: "collected", actor: "lockstep", at: kept.keptAt, body } as const;
        await ledger.appendWith(entry, { refs: [moved, temporary] });
        return "kept";
      } catch (error) {
        await swapRefs(gitDir, [temporary]);
        if (error instanceof LockstepError && error.code === "store-conflict") return "overtaken";
        throw error;
      }
    },
  };
}

/** So many at most are judged one after the other when a collector comes back: half a year of nights, or two days of quarters. */
const MOST = 200;

async function findRecorded(ledger: GitLedger, engineId: string): Promise<string | undefined> {
  for await (const { body } of ledger.records({ type: "collected" })) {
    if (body["engineId"] === engineId) return String(body["commit"]);
  }
  return undefined;
}

async function readKept(gitDir: string, commit: string): Promise<KeptUpload> {
  const [document, kept] = await readObjects(gitDir, [`${commit}:${UPLOAD_PATH}`, `${commit}:${KEPT_PATH}`]);
  if (document === undefined || kept === undefined) {
    throw new LockstepError("store-unsound", `the commit ${commit} holds no upload`);
  }
  return parseKept(document.bytes.toString("utf8"), kept.bytes.toString("utf8"));
}

function messageOf({ upload, digest }: KeptUpload): string {
  const nodes = upload.looks.length;
  return [
    `${upload.engineId}: ${nodes} ${nodes === 1 ? "look" : "looks"} handed in by ${upload.collector}`,
    "",
    `Lockstep-Engine: ${upload.engineId}`,
    `Lockstep-Collector: ${upload.collector}`,
    `Lockstep-Sequence: ${upload.sequence}`,
    `Lockstep-Upload: ${digest}`,
    "",
  ].join("\n");
}

function sequenceIn(message: string): number {
  return Number(/^Lockstep-Sequence: (\d{1,16})$/m.exec(message)?.[1] ?? 0);
}

function droppedIn({ upload: { dropped } }: KeptUpload): { readonly dropped?: unknown } {
  return dropped === undefined ? {} : { dropped };
}
