import {
  channelFixture,
  FIXTURE_DIALECT,
  FIXTURE_MASK_KEY,
  fixtureOf,
  itemsOf,
  type StoredFixture,
  snapshotOf,
} from "#test/fakes/artefact-fixtures";
import { createTemporaryEstate, type TemporaryEstate } from "#test/fakes/temporary-estate";

/** What writing a snapshot and its record costs. */
export interface CommitFigures {
  readonly artefacts: number;
  readonly bytesEach: number;
  /** Everything is new. */
  readonly firstMs: number;
  /** One in a hundred changed; the others are kept. The median of five. */
  readonly onePercentMs: number;
  /** Nothing changed: all are kept and no commit is made. */
  readonly unchangedMs: number;
  /** One record of the ledger, the median of five. */
  readonly appendMs: number;
}

/** Measures the commit of one percent of the artefacts of a node, durable on disk and signed. */
export async function benchCommit({ artefacts = 1_000, bytesEach = 60_000 } = {}): Promise<CommitFigures> {
  await using estate = await createTemporaryEstate(() => new Date());
  const filler = "x"
    .repeat(79)
    .concat("\n")
    .repeat(Math.ceil(bytesEach / 80));
  const make = (index: number, content: string): StoredFixture =>
    fixtureOf(channelFixture(index, "").entry.path, {
      "channel.json": `${content}\n`,
      "text/script.js": `// ${index} ${content}\n${filler}`,
    });
  const first = Array.from({ length: artefacts }, (_, index) => make(index, "first"));
  const firstMs = await elapsedMs(() => takeChanged(estate, first, first));
  const rounds: number[] = [];
  const appends: number[] = [];
  for (let round = 0; round < 5; round++) {
    const all = first.map((fixture, index) => (index % 100 === round ? make(index, `round ${round}`) : fixture));
    const changed = all.filter((fixture, index) => fixture !== first[index] || index % 100 === round - 1);
    rounds.push(await elapsedMs(() => takeChanged(estate, all, changed)));
    appends.push(
      await elapsedMs(() =>
        estate.ledger.append({ type: "run", actor: "lockstep", at: new Date().toISOString(), body: { round } }),
      ),
    );
    if (round === 4) first.splice(0, first.length, ...all);
  }
  const unchangedMs = await elapsedMs(() => takeChanged(estate, first, []));
  return { artefacts, bytesEach, firstMs, onePercentMs: median(rounds), unchangedMs, appendMs: median(appends) };
}

async function takeChanged(
  { store }: TemporaryEstate,
  all: readonly StoredFixture[],
  changed: readonly StoredFixture[],
): Promise<void> {
  const about = {
    engineId: "tie",
    nodeId: "tie-a",
    nodeIds: ["tie-a"],
    dialect: FIXTURE_DIALECT,
    maskKeyId: FIXTURE_MASK_KEY,
  };
  const writer = await store.beginSnapshot(about);
  const news = new Set(changed);
  for (const fixture of all) {
    if (news.has(fixture)) await writer.put(fixture.entry.path, fixture.files);
    else await writer.keep(fixture.entry.path, fixture.entry.digest);
  }
  await writer.commit(snapshotOf(all, { takenAt: new Date().toISOString() }), itemsOf(all));
}

function median(times: readonly number[]): number {
  return [...times].sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0;
}

async function elapsedMs(act: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await act();
  return Math.round(performance.now() - start);
}
