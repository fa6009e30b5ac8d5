import { renderArtefact } from "#services/core/artefact/render-artefact";
import type { ExportScope } from "#services/core/dialect";
import { LockstepError } from "#services/core/errors";
import type { NormalisedExport } from "#services/core/normalise";
import type { Random } from "#test/fakes/seeded-random";
import { type Planting, plantMarkers } from "./plant-markers.js";
import { readFixture } from "./read-fixture.js";

/** A document as the dialect is given it. */
export interface Fixture {
  readonly source: string;
  readonly xml: string;
  readonly scope?: ExportScope;
}

/** Two of each: what is said must be seen, and so must the difference between two things said in one place. */
const MARKERS = [
  ["zqmarkone", "zqmarktwo"],
  ["71", "82"],
] as const;

/**
 * Every place of a document where something can be said without a trace in its artefacts, facts or notices, and without a
 * refusal: `channel/revision text 71`.
 * @param sample so many places, chosen by chance; all of them when left out. A document that is refused as it is has none
 */
export function findDrops(fixture: Fixture, sample?: { places: number; random: Random }): readonly string[] {
  const before = told(fixture, fixture.xml);
  if (before === undefined) return [];
  const all = plantMarkers(fixture.xml);
  const share = sample === undefined ? 1 : sample.places / all.length;
  const plantings = all.filter(() => share >= 1 || (sample?.random() ?? 0) < share);
  return plantings.flatMap((planting) =>
    MARKERS.flatMap((markers) =>
      isDropped(fixture, before, planting, markers) ? [`${planting.path} ${planting.how} ${markers[0]}`] : [],
    ),
  );
}

function isDropped(fixture: Fixture, before: string, planting: Planting, markers: readonly [string, string]): boolean {
  const [first, second] = markers.map((marker) => told(fixture, planting.plant(marker)));
  if (first === undefined || second === undefined) return first !== second;
  return first === before || (first === second && !isToldOfACopy(before, first));
}

/** Of several copies of a library the first is kept; that another says something else is told, and not what it says. */
function isToldOfACopy(before: string, after: string): boolean {
  return after.split(COPY_NOTICE).length > before.split(COPY_NOTICE).length;
}

const COPY_NOTICE = '"code":"embedded-library-differs"';

/** All that a document comes to; `undefined` where it is refused. */
function told(fixture: Fixture, xml: string): string | undefined {
  const read = readOrRefuse(fixture, xml);
  if (read === undefined) return undefined;
  const { artefacts, facts } = read;
  const files = artefacts.flatMap(({ artefact }) =>
    renderArtefact(artefact).map(({ path, bytes }) => [
      artefact.kind,
      artefact.key,
      path,
      Buffer.from(bytes).toString(),
    ]),
  );
  return JSON.stringify([files, facts, artefacts.map(({ notices }) => notices)]);
}

function readOrRefuse({ source, scope }: Fixture, xml: string): NormalisedExport | undefined {
  try {
    return readFixture(xml, { source, ...(scope === undefined ? {} : { scope }) });
  } catch (error) {
    if (error instanceof LockstepError && error.code.startsWith("export-")) return undefined;
    throw error;
  }
}
