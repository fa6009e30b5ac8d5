import type { LedgerRecord } from "#schemas/ledger-record";
import type { Coverage } from "#schemas/snapshot";
import { LockstepError } from "#services/core/errors";
import type { Ledger, StoredArtefacts, StoredBaseline } from "#services/ports/estate-repository";
import { checkSnapshot } from "./check-stored.js";
import { findFolder } from "./commit-baseline.js";
import { listCommits } from "./commit-history.js";
import { loadArtefacts } from "./load-artefacts.js";
import { MANIFEST_PATH, type Manifest, parseManifest } from "./manifest.js";
import { type Purges, readPurges } from "./purged-content.js";
import { readObjects } from "./read-objects.js";
import { baselineFolder, MAIN_REF } from "./refs.js";
import { findCommit } from "./resolve-commit.js";
import { resolveStoredCommit } from "./resolve-stored-commit.js";
import { parseTrailers } from "./snapshot-message.js";

/** Opens the baseline in force on `main`, with the record that approved exactly its tree or why there is none. */
export async function openBaseline(
  gitDir: string,
  ledger: Ledger,
  engineId: string,
): Promise<StoredBaseline | undefined> {
  const head = await findCommit(gitDir, MAIN_REF);
  if (head === undefined) return undefined;
  const tree = await findFolder(gitDir, head, baselineFolder(engineId));
  if (tree === undefined) return undefined;
  const stored = await readBaseline(gitDir, engineId, head, tree);
  const approval = await proveBaseline(ledger, engineId, tree, stored.snapshot.digest);
  if ("unproven" in approval) return { ...stored, approval };
  // Whoever may write to main could date the baseline anew; the record names the commit that was approved.
  const approved = await resolveStoredCommit(gitDir, ledger, String(approval.record.body["commit"]));
  const [object] = await readObjects(gitDir, [approved]);
  const { nodeId, takenAt } = parseTrailers(object?.bytes.toString("utf8") ?? "");
  if (nodeId === undefined || takenAt === undefined) {
    return { ...stored, approval: { unproven: `record ${approval.record.seq} names a commit that approves nothing` } };
  }
  return { ...stored, snapshot: { ...stored.snapshot, nodeId, takenAt }, approval };
}

/** Opens the baseline as it stood at a commit of `main`, or `undefined` where there was none. */
export async function openBaselineAt(
  gitDir: string,
  engineId: string,
  commit: string,
): Promise<StoredArtefacts | undefined> {
  const tree = await findFolder(gitDir, commit, baselineFolder(engineId));
  return tree === undefined ? undefined : await readBaseline(gitDir, engineId, commit, tree);
}

async function readBaseline(gitDir: string, engineId: string, head: string, tree: string): Promise<StoredArtefacts> {
  const [note] = await listCommits(gitDir, ["--max-count=1", head, "--", baselineFolder(engineId)]);
  const [object] = await readObjects(gitDir, [`${tree}:${MANIFEST_PATH}`]);
  if (object === undefined) throw new LockstepError("store-unsound", `the baseline of ${engineId} has no manifest`);
  const manifest = parseManifest(object.bytes.toString("utf8"));
  const commit = note?.commit ?? head;
  const trailers = parseTrailers(note?.message ?? "");
  const snapshot = checkSnapshot(
    {
      schema: "lockstep/snapshot@1",
      engineId,
      nodeId: trailers.nodeId ?? "baseline",
      product: manifest.product,
      dialect: manifest.dialect,
      takenAt: trailers.takenAt ?? note?.at ?? "",
      digest: manifest.digest,
      coverage: coverageOf(manifest),
      facts: {},
      entries: manifest.entries,
    },
    commit,
  );
  return { commit, snapshot, load: (paths) => loadArtefacts(gitDir, tree, paths) };
}

/** What was approved is all there is to compare with: a baseline covers itself. */
function coverageOf({ entries }: Manifest): Coverage {
  const kinds: Record<string, number> = {};
  for (const { kind } of entries) kinds[kind] = (kinds[kind] ?? 0) + 1;
  return { complete: true, kinds, unread: [] };
}

async function proveBaseline(
  ledger: Ledger,
  engineId: string,
  tree: string,
  digest: string,
): Promise<StoredBaseline["approval"]> {
  const record = await findLastAdoption(ledger, engineId);
  if (record === undefined) return { unproven: "no record of the ledger approves a baseline of this engine" };
  const approved = followTree(String(record.body["tree"]), await readPurges(ledger));
  if (approved !== tree || record.body["digest"] !== digest) {
    return { unproven: `the baseline on main is not the one that record ${record.seq} approved` };
  }
  const fault = await ledger.findHeadFault();
  return fault === undefined ? { record } : { unproven: `the ledger cannot be trusted: ${fault.problem}` };
}

/** The newest record that says which tree is the baseline: an approval, or one carried on by a newer reader. */
async function findLastAdoption(ledger: Ledger, engineId: string): Promise<LedgerRecord | undefined> {
  const found = await Promise.all([
    findLast(ledger, engineId, "baseline-adopted"),
    findLast(ledger, engineId, "reader-changed"),
  ]);
  return found.reduce((newest, record) => ((record?.seq ?? -1) > (newest?.seq ?? -1) ? record : newest), undefined);
}

async function findLast(
  ledger: Ledger,
  engineId: string,
  type: LedgerRecord["type"],
): Promise<LedgerRecord | undefined> {
  for await (const record of ledger.records({ type })) if (record.body["engineId"] === engineId) return record;
  return undefined;
}

/** The tree that stands for an approved one after content was purged from it. */
function followTree(tree: string, purges: Purges): string {
  return purges.bodies.reduce((current, { trees }) => trees[current] ?? current, tree);
}
