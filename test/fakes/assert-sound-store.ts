import assert from "node:assert/strict";
import type { App } from "#services/app";
import { digestArtefact } from "#services/core/artefact/digest-artefact";
import { parseArtefact } from "#services/core/artefact/parse-artefact";
import { snapshotDigest } from "#services/core/take-snapshot";
import type { StoredArtefacts } from "#services/ports/estate-repository";
import { fsckInPeace } from "./fsck-in-peace.js";

/** Git finds nothing wrong but what dead writers left unreferenced, and the newest record of the ledger holds. */
export async function assertSoundStore({ settings, ledger }: App, when: string): Promise<void> {
  assert.equal(await fsckInPeace(settings.storeDir), "", when);
  assert.equal(await ledger.findHeadFault(), undefined, when);
}

/** Every artefact that a snapshot lists is there, whole, and gives the digests that the snapshot says. */
export async function assertWholeSnapshot({ snapshot, load }: StoredArtefacts, when: string): Promise<void> {
  const files = await load(snapshot.entries.map(({ path }) => path));
  for (const entry of snapshot.entries) {
    const found = files.get(entry.path);
    assert.ok(found, `${when}: ${entry.path} is there`);
    assert.equal(digestArtefact(found), entry.digest, `${when}: ${entry.path}`);
    assert.equal(parseArtefact(found).key, entry.key, when);
  }
  assert.equal(snapshotDigest(snapshot.dialect, snapshot.entries), snapshot.digest, when);
}

/** The ids of all runs in the ledger, newest first. */
export async function recordedRuns({ ledger }: App): Promise<string[]> {
  const runs: string[] = [];
  for await (const { body } of ledger.records({ type: "run" })) runs.push(String(body["runId"]));
  return runs;
}
