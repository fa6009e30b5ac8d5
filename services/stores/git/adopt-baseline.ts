import type { LedgerRecord } from "#schemas/ledger-record";
import { LockstepError } from "#services/core/errors";
import type { EstateRepository, Ledger } from "#services/ports/estate-repository";
import { commitBaseline } from "./commit-baseline.js";
import type { GitContext } from "./git-context.js";
import { listTree } from "./list-tree.js";
import { makeTree } from "./make-tree.js";
import { PROVENANCE_FOLDER } from "./provenance.js";
import { type CommittedSnapshot, readSnapshot } from "./read-snapshot.js";

type Adoption = Parameters<EstateRepository["adoptBaseline"]>[0];

/**
 * Copies a snapshot to `baselines/<engine>` on `main`, then records the approval of exactly that tree. The commit comes
 * first: until its record stands in the ledger the baseline reads as unproven, and adopting again mends it.
 *
 * @throws LockstepError `digest-mismatch`, `usage` where a name cannot stand in a trailer, `store-conflict`
 */
export async function adoptBaseline(
  context: GitContext,
  ledger: Ledger,
  adoption: Adoption,
): Promise<{ commit: string; record: LedgerRecord }> {
  const { engineId, digest, approver, ticket, at, reviewed } = adoption;
  const source = await readSnapshot(context.gitDir, adoption.commit);
  checkAdoption(adoption, source);
  const items = await listTree(context.gitDir, source.tree);
  const tree = await makeTree(
    context.gitDir,
    items.filter(({ path }) => path !== PROVENANCE_FOLDER),
  );
  const commit = await commitBaseline(context, { engineId, tree, at, message: adoptionMessage(adoption, source) });
  const { nodeId, dialect } = source.snapshot;
  const snapshotCommit = source.commit;
  const evidence = ticket === null ? {} : { ticketFound: adoption.ticketFound === true };
  const content = { engineId, nodeId, commit, tree, digest, dialect, snapshotCommit };
  const body = { ...content, approver, ticket, ...evidence, reviewed };
  const record = await ledger.append({ type: "baseline-adopted", actor: approver, at, body });
  return { commit, record };
}

function checkAdoption({ engineId, digest, approver, ticket }: Adoption, source: CommittedSnapshot): void {
  if (source.snapshot.engineId !== engineId) {
    throw new LockstepError("selector-unknown", `the commit ${source.commit} is no snapshot of ${engineId}`);
  }
  if (source.snapshot.digest !== digest) {
    throw new LockstepError(
      "digest-mismatch",
      `the snapshot has the digest ${source.snapshot.digest}, not the one given`,
    );
  }
  assertTrailer("approver", approver);
  if (ticket !== null) assertTrailer("ticket", ticket);
}

function assertTrailer(what: string, value: string): void {
  if (value.trim() !== "" && value.length <= 200 && !/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u.test(value)) return;
  throw new LockstepError("usage", `the ${what} must be one line of 1 to 200 characters without control characters`);
}

function adoptionMessage({ engineId, approver, ticket, reviewed }: Adoption, { snapshot }: CommittedSnapshot): string {
  return [
    `${engineId}: baseline adopted from ${snapshot.nodeId}, ${snapshot.entries.length} artefacts`,
    "",
    ...(reviewed ? [] : ["Inherited, unreviewed.", ""]),
    `Lockstep-Engine: ${engineId}`,
    `Lockstep-Node: ${snapshot.nodeId}`,
    `Lockstep-Digest: ${snapshot.digest}`,
    `Lockstep-Taken-At: ${snapshot.takenAt}`,
    `Approved-By: ${approver}`,
    ...(ticket === null ? [] : [`Ticket: ${ticket}`]),
    "",
  ].join("\n");
}
