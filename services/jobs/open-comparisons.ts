import type { Artefact } from "#schemas/artefact";
import { parseArtefact } from "#services/core/artefact/parse-artefact";
import type { OpenedComparison, PlannedComparison } from "#services/core/compare";
import { mapSides, type Sides } from "#services/core/comparison/sides";
import { LockstepError } from "#services/core/errors";
import type { StoredArtefacts } from "#services/ports/estate-repository";

/** Opens the artefacts that a comparison needs, each side in one go. */
export async function openComparisons(
  planned: readonly PlannedComparison[],
  stores: Sides<StoredArtefacts>,
): Promise<OpenedComparison[]> {
  const sides = {
    baseline: await openSide(planned, "baseline", stores.baseline),
    production: await openSide(planned, "production", stores.production),
    standby: await openSide(planned, "standby", stores.standby),
  };
  return planned.map((item) => ({
    ...item,
    artefacts: {
      baseline: pick(item, "baseline", sides.baseline),
      production: pick(item, "production", sides.production),
      standby: pick(item, "standby", sides.standby),
    },
  }));
}

type Side = keyof Sides<unknown>;

async function openSide(
  planned: readonly PlannedComparison[],
  side: Side,
  store: StoredArtefacts | undefined,
): Promise<ReadonlyMap<string, Artefact>> {
  const paths = planned.flatMap((item) => mapSides(item.entries, (entry) => entry.path)[side] ?? []);
  if (store === undefined || paths.length === 0) return new Map();
  const loaded = await store.load(paths);
  return new Map([...loaded].map(([path, files]) => [path, parseArtefact(files)]));
}

function pick(item: PlannedComparison, side: Side, artefacts: ReadonlyMap<string, Artefact>): Artefact | undefined {
  const entry = item.entries[side];
  if (entry === undefined) return undefined;
  const artefact = artefacts.get(entry.path);
  if (artefact !== undefined) return artefact;
  throw new LockstepError("store-unsound", `The estate repository lists ${entry.path} but does not hold it.`);
}
