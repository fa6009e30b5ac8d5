import { renderArtefact } from "#services/core/artefact/render-artefact";
import { LockstepError } from "#services/core/errors";
import { createMask } from "#services/core/mask";
import { normaliseExport } from "#services/core/normalise";
import type { Random } from "#test/fakes/seeded-random";
import type { DialectDocument, DialectHarness } from "./dialect-harness.js";
import { type Planting, plantMarkers } from "./plant-markers.js";

const MASK = createMask("markers", Buffer.alloc(32, 3));

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
export function findDrops(
  document: DialectDocument,
  { dialect }: Pick<DialectHarness, "dialect">,
  sample?: { readonly places: number; readonly random: Random },
): readonly string[] {
  const read = (bytes: Uint8Array): string | undefined => told({ ...document, bytes }, dialect);
  const before = read(document.bytes);
  if (before === undefined) return [];
  const all = plantMarkers(document.bytes);
  const share = sample === undefined ? 1 : sample.places / all.length;
  const plantings = all.filter(() => share >= 1 || (sample?.random() ?? 0) < share);
  return plantings.flatMap((planting) =>
    MARKERS.flatMap((markers) =>
      isDropped(read, before, planting, markers) ? [`${planting.path} ${planting.how} ${markers[0]}`] : [],
    ),
  );
}

/** The drops that no README tells of. What gives no artefact, such as a status or an audit log, holds no configuration. */
export function findUndocumentedDrops(
  document: DialectDocument,
  harness: DialectHarness,
  sample?: { readonly places: number; readonly random: Random },
): readonly string[] {
  return findDrops(document, harness, sample)
    .map((drop) => `${document.source}: ${drop}`)
    .filter((drop) => ![...harness.documentedDrops, ...(harness.knownGaps ?? [])].some(([place]) => place.test(drop)));
}

function isDropped(
  read: (bytes: Uint8Array) => string | undefined,
  before: string,
  planting: Planting,
  markers: readonly [string, string],
): boolean {
  const [first, second] = markers.map((marker) => read(planting.plant(marker)));
  if (first === undefined || second === undefined) return first !== second;
  return first === before || (first === second && !isToldOfACopy(before, first));
}

/** Of several copies of one object the first is kept; that another says something else is told, and not what it says. */
function isToldOfACopy(before: string, after: string): boolean {
  return after.split(COPY_NOTICE).length > before.split(COPY_NOTICE).length;
}

const COPY_NOTICE = '"code":"embedded-library-differs"';

/** All that a document comes to; `undefined` where it is refused. */
function told({ scope, ...item }: DialectDocument, dialect: DialectHarness["dialect"]): string | undefined {
  try {
    const { artefacts, facts } = normaliseExport(item, { dialect, mask: MASK, scope, storeMessageTemplates: false });
    const files = artefacts.flatMap(({ artefact: { kind, key, ...artefact } }) =>
      renderArtefact({ kind, key, ...artefact }).map(({ path, bytes }) => [
        kind,
        key,
        path,
        Buffer.from(bytes).toString(),
      ]),
    );
    return JSON.stringify([files, facts, artefacts.map(({ notices }) => notices)]);
  } catch (error) {
    if (error instanceof LockstepError && error.code.startsWith("export-")) return undefined;
    throw error;
  }
}
