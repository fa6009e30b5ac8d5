import type { LedgerRecord } from "#schemas/ledger-record";
import type { EstateRepository, Ledger } from "#services/ports/estate-repository";
import { assertSafePath } from "./assert-safe-path.js";
import { commitBaseline } from "./commit-baseline.js";
import type { GitContext } from "./git-context.js";
import { MANIFEST_PATH, renderManifest } from "./manifest.js";
import { swapRefs } from "./swap-refs.js";
import { startTreeImport } from "./tree-import.js";

type Rewriting = Parameters<EstateRepository["rewriteBaseline"]>[0];

/**
 * Puts the same approved content, as a newer reader reads it, in the place of a baseline, with a record of type
 * `reader-changed` that names the approval it carries on. Killed between commit and record the baseline reads as unproven,
 * and the next run mends it.
 *
 * @throws LockstepError `store-conflict`, `store-unsound`
 */
export async function rewriteBaseline(
  context: GitContext,
  ledger: Ledger,
  { engineId, at, approval, snapshot, artefacts }: Rewriting,
): Promise<LedgerRecord> {
  const tree = startTreeImport(context.gitDir, undefined);
  try {
    for await (const { path, files } of artefacts) {
      for (const file of files) {
        const full = `${path}/${file.path}`;
        assertSafePath(full);
        await tree.file(full, file.bytes);
      }
    }
    const made = snapshot();
    await tree.file(MANIFEST_PATH, Buffer.from(renderManifest(made)));
    const finished = await tree.finish();
    const message = rewriteMessage(engineId, approval, made);
    const commit = await commitBaseline(context, { engineId, tree: finished.tree, message, at });
    await swapRefs(context.gitDir, [{ ref: finished.ref, from: finished.commit, to: null }]);
    const { approver, ticket, reviewed } = approval.body;
    const body = {
      engineId,
      commit,
      tree: finished.tree,
      digest: made.digest,
      dialect: made.dialect,
      approval: approval.hash,
      approvedAt: approval.body["approvedAt"] ?? approval.at,
      approver,
      ticket,
      reviewed,
    };
    return await ledger.append({ type: "reader-changed", actor: approval.actor, at, body });
  } catch (error) {
    await tree.abandon();
    throw error;
  }
}

function rewriteMessage(
  engineId: string,
  approval: LedgerRecord,
  { nodeId, takenAt, digest, dialect }: ReturnType<Rewriting["snapshot"]>,
): string {
  return [
    `${engineId}: baseline read again by ${dialect}`,
    "",
    `The content is the one that record ${approval.seq} approved; only its reader changed.`,
    "",
    `Lockstep-Engine: ${engineId}`,
    `Lockstep-Node: ${nodeId}`,
    `Lockstep-Digest: ${digest}`,
    `Lockstep-Taken-At: ${takenAt}`,
    `Approved-By: ${approval.actor}`,
    "",
  ].join("\n");
}
