import { digestOf } from "#services/core/text/digest";
import { exitOf, runGitLine, spawnGit } from "#services/stores/git/run-git";
import { snapshotMessage } from "#services/stores/git/snapshot-message";
import { channelFixture, snapshotOf } from "#test/fakes/artefact-fixtures";
import { createTemporaryEstate, type TemporaryEstate } from "#test/fakes/temporary-estate";

/** What the history of one artefact costs. */
export interface HistoryFigures {
  readonly snapshots: number;
  readonly artefacts: number;
  /** Versions found, so that a fast wrong answer shows. */
  readonly versions: number;
  /** One question, the median of five, with the changed-path filters. */
  readonly historyMs: number;
  /** The same before the commit graph was written. */
  readonly withoutFiltersMs: number;
  /** Writing the commit graph once over all snapshots, and again after one more. */
  readonly graphMs: number;
  readonly graphAgainMs: number;
}

/** Measures the history of one artefact of many over many snapshots, each of which changed one artefact. */
export async function benchHistory({ snapshots = 20_000, artefacts = 1_000 } = {}): Promise<HistoryFigures> {
  await using estate = await createTemporaryEstate();
  await importSnapshots(estate, snapshots, artefacts);
  const { path } = channelFixture(7, "").entry;
  const ask = () => estate.store.history("tie", "tie-a", path);
  const withoutFiltersMs = await medianMs(ask);
  const graphMs = await elapsedMs(() => estate.store.maintain());
  const historyMs = await medianMs(ask);
  const graphAgainMs = await elapsedMs(() => estate.store.maintain());
  return { snapshots, artefacts, versions: (await ask()).length, historyMs, withoutFiltersMs, graphMs, graphAgainMs };
}

/** Fills the history by one fast-import, unsigned: signatures play no part in reading it. */
async function importSnapshots(estate: TemporaryEstate, snapshots: number, artefacts: number): Promise<void> {
  const child = spawnGit(estate.context.gitDir, ["fast-import", "--quiet", "--done"]);
  const exit = exitOf(child);
  const start = Date.parse("2020-01-01T00:00:00Z");
  for (let run = 0; run < snapshots; run++) {
    const first = run === 0;
    const fixtures = first
      ? Array.from({ length: artefacts }, (_, index) => channelFixture(index, "first"))
      : [channelFixture(run % artefacts, `run ${run}`)];
    const takenAt = new Date(start + run * 3_600_000).toISOString();
    const message = snapshotMessage(snapshotOf(fixtures, { takenAt, digest: digestOf(String(run)) }), undefined);
    const files = fixtures.flatMap(({ entry, files: own }) =>
      own.map((file) => ({ path: `${entry.path}/${file.path}`, bytes: file.bytes })),
    );
    const all = [
      ...files,
      { path: "manifest.jsonl", bytes: Buffer.from(`${run}\n`) },
      { path: "provenance/facts.json", bytes: Buffer.from(`${run}\n`) },
    ];
    const commit = [
      `commit refs/heads/observed/tie/tie-a\ncommitter Lockstep <> ${Math.floor((start + run * 3_600_000) / 1000)} +0000\n`,
      `data ${Buffer.byteLength(message)}\n${message}\n`,
      ...all.map(
        ({ path, bytes }) => `M 100644 inline ${path}\ndata ${bytes.length}\n${Buffer.from(bytes).toString("utf8")}\n`,
      ),
    ].join("");
    if (!child.stdin.write(commit)) await new Promise((resolve) => child.stdin.once("drain", resolve));
  }
  child.stdin.end("done\n");
  if ((await exit) !== 0) throw new Error("the history could not be imported");
  await runGitLine(estate.context.gitDir, ["repack", "-a", "-d", "-q"]);
}

async function medianMs(act: () => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round < 5; round++) times.push(await elapsedMs(act));
  return times.sort((a, b) => a - b)[2] ?? 0;
}

async function elapsedMs(act: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await act();
  return Math.round(performance.now() - start);
}
