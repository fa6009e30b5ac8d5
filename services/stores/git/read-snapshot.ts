import type { Snapshot } from "#schemas/snapshot";
import { LockstepError } from "#services/core/errors";
import { checkSnapshot } from "./check-stored.js";
import { MANIFEST_PATH, type Manifest, parseManifest } from "./manifest.js";
import { FACTS_PATH, ITEMS_PATH, parseFacts, type StoredFacts } from "./provenance.js";
import { readObjects } from "./read-objects.js";
import { parseTrailers } from "./snapshot-message.js";

/** A snapshot as it stands in one commit. */
export interface CommittedSnapshot {
  readonly commit: string;
  readonly tree: string;
  readonly snapshot: Snapshot;
  readonly manifest: Manifest;
  readonly facts: StoredFacts;
  readonly manifestText: string;
  readonly itemsText: string;
}

/**
 * Reads a snapshot from its commit, whole and checked. A commit never changes: what a run asks for again and again is
 * read once.
 *
 * @throws LockstepError `selector-unknown` where the commit holds no snapshot, `store-unsound` where it does not fit together
 */
export function readSnapshot(gitDir: string, commit: string): Promise<CommittedSnapshot> {
  const name = `${gitDir}\0${commit}`;
  const found = lastRead.get(name) ?? readFromGit(gitDir, commit);
  // Taken out and put back, the last asked for stands last; the first has waited longest.
  lastRead.delete(name);
  lastRead.set(name, found);
  found.catch(() => lastRead.delete(name));
  for (const [oldest] of lastRead) if (lastRead.size > KEPT) lastRead.delete(oldest);
  return found;
}

/** Two nodes, before and after. */
const KEPT = 4;
const lastRead = new Map<string, Promise<CommittedSnapshot>>();

async function readFromGit(gitDir: string, commit: string): Promise<CommittedSnapshot> {
  const names = [commit, `${commit}:${MANIFEST_PATH}`, `${commit}:${FACTS_PATH}`, `${commit}:${ITEMS_PATH}`];
  const [head, manifestObject, factsObject, itemsObject] = await readObjects(gitDir, names);
  if (head?.type !== "commit")
    throw new LockstepError("selector-unknown", `${commit} is not a commit of the repository`);
  if (manifestObject === undefined || factsObject === undefined || itemsObject === undefined) {
    throw new LockstepError("selector-unknown", `the commit ${commit} holds no snapshot`);
  }
  const raw = head.bytes.toString("utf8");
  const trailers = parseTrailers(raw);
  const manifestText = manifestObject.bytes.toString("utf8");
  const manifest = parseManifest(manifestText);
  const facts = parseFacts(factsObject.bytes.toString("utf8"));
  if (trailers.digest !== manifest.digest) {
    throw new LockstepError("store-unsound", `the snapshot ${commit} has another digest than its manifest`);
  }
  const snapshot = checkSnapshot(
    {
      schema: "lockstep/snapshot@1",
      engineId: facts.engineId,
      nodeId: facts.nodeId,
      product: manifest.product,
      dialect: manifest.dialect,
      takenAt: trailers.takenAt,
      digest: manifest.digest,
      coverage: facts.coverage,
      facts: facts.facts,
      entries: manifest.entries,
    },
    commit,
  );
  const tree = /^tree ([0-9a-f]+)$/m.exec(raw)?.[1] ?? "";
  return { commit, tree, snapshot, manifest, facts, manifestText, itemsText: itemsObject.bytes.toString("utf8") };
}
