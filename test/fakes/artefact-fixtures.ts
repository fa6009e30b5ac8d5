import type { ArtefactFile } from "#schemas/artefact";
import type { ArtefactEntry, Snapshot } from "#schemas/snapshot";
import { digestArtefact } from "#services/core/artefact/digest-artefact";
import { compareText } from "#services/core/text/compare-text";
import { digestOf } from "#services/core/text/digest";
import type { ItemProvenance, SnapshotWriter } from "#services/ports/estate-repository";

/** An artefact as a store sees it: its entry and its files. */
export interface StoredFixture {
  readonly entry: ArtefactEntry;
  readonly files: readonly ArtefactFile[];
}

export const FIXTURE_DIALECT = "fixture/1";
export const FIXTURE_MASK_KEY = "k1";

/** Makes an artefact of text files, by path below its folder. */
export function fixtureOf(path: string, texts: Readonly<Record<string, string>>): StoredFixture {
  const files = Object.entries(texts)
    .map(([name, text]) => ({ path: name, bytes: Buffer.from(text) }))
    .sort((a, b) => compareText(a.path, b.path));
  const key = path.split("~").at(-1) ?? path;
  return { entry: { kind: "channel", key, name: path, path, digest: digestArtefact(files) }, files };
}

/** Makes a channel with one script; another `content` is another artefact under the same identity. */
export function channelFixture(index: number, content: string): StoredFixture {
  return fixtureOf(`channels/feed-${index}~${String(index).padStart(8, "0")}`, {
    "channel.json": `${JSON.stringify({ name: `Feed ${index}`, content }, null, 2)}\n`,
    "text/script.js": `// ${content}\nreturn ${index};\n`,
  });
}

/** A snapshot over artefacts. */
export function snapshotOf(
  fixtures: readonly StoredFixture[],
  about: { readonly engineId?: string; readonly nodeId?: string; readonly takenAt?: string } & Partial<Snapshot> = {},
): Snapshot {
  const entries = fixtures.map(({ entry }) => entry).sort((a, b) => compareText(a.path, b.path));
  return {
    schema: "lockstep/snapshot@1",
    engineId: "tie",
    nodeId: "tie-a",
    product: "mirth-connect",
    dialect: FIXTURE_DIALECT,
    takenAt: "2026-11-23T02:00:00.000Z",
    digest: digestOf(entries.map(({ kind, key, digest }) => `${kind}\0${key}\0${digest}\n`).join("")),
    coverage: { complete: true, kinds: { channel: entries.length }, unread: [] },
    facts: { engineVersion: "4.5.2" },
    entries,
    ...about,
  };
}

/** One export item an artefact, whose raw digest follows its content. */
export function itemsOf(fixtures: readonly StoredFixture[]): readonly ItemProvenance[] {
  return fixtures.map(({ entry }) => ({
    source: "channels",
    rawDigest: `raw:${entry.digest}`,
    entries: [entry],
    provenance: { [entry.path]: { revision: "1" } },
  }));
}

/** Writes everything of a snapshot with `put` and commits it. */
export async function writeAll(
  writer: SnapshotWriter,
  fixtures: readonly StoredFixture[],
  snapshot: Snapshot = snapshotOf(fixtures),
): ReturnType<SnapshotWriter["commit"]> {
  for (const { entry, files } of fixtures) await writer.put(entry.path, files);
  return await writer.commit(snapshot, itemsOf(fixtures));
}
