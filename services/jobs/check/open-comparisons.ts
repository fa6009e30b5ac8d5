import type { Artefact } from "#schemas/artefact";
import { isPurged } from "#services/core/artefact/is-purged";
import { parseArtefact } from "#services/core/artefact/parse-artefact";
import type { OpenedComparison, PlannedComparison } from "#services/core/compare";
import { mapSides, type Sides } from "#services/core/comparison/sides";
import { LockstepError } from "#services/core/errors";
import type { PurgedArtefact } from "#services/core/readiness/readiness-input";
import type { StoredArtefacts } from "#services/ports/estate-repository";

/** What could be opened, and what could not because its content was purged. */
export interface OpenedComparisons {
  readonly opened: readonly OpenedComparison[];
  readonly purged: readonly PurgedArtefact[];
}

/** Opens the artefacts that a comparison needs, each side in one go. */
export async function openComparisons(
  planned: readonly PlannedComparison[],
  stores: Sides<StoredArtefacts>,
): Promise<OpenedComparisons> {
  const sides = {
    baseline: await openSide(planned, "baseline", stores.baseline),
    production: await openSide(planned, "production", stores.production),
    standby: await openSide(planned, "standby", stores.standby),
  };
  const opened: OpenedComparison[] = [];
  const purged: PurgedArtefact[] = [];
  for (const item of planned) {
    const without = SIDES.filter((side) => sides[side].purged.has(item.entries[side]?.path ?? ""));
    if (without.length > 0) purged.push({ artefact: item.artefact, sides: without });
    else opened.push({ ...item, artefacts: pickAll(item, sides) });
  }
  return { opened, purged };
}

type Side = keyof Sides<unknown>;

const SIDES = ["baseline", "production", "standby"] as const satisfies readonly Side[];

interface OpenedSide {
  readonly artefacts: ReadonlyMap<string, Artefact>;
  /** Paths of artefacts of which something was purged. */
  readonly purged: ReadonlySet<string>;
}

async function openSide(
  planned: readonly PlannedComparison[],
  side: Side,
  store: StoredArtefacts | undefined,
): Promise<OpenedSide> {
  const paths = planned.flatMap((item) => mapSides(item.entries, (entry) => entry.path)[side] ?? []);
  if (store === undefined || paths.length === 0) return { artefacts: new Map(), purged: new Set() };
  const loaded = [...(await store.load(paths))];
  const whole = loaded.filter(([, files]) => !isPurged(files));
  return {
    artefacts: new Map(whole.map(([path, files]) => [path, parseArtefact(files)])),
    purged: new Set(loaded.filter(([, files]) => isPurged(files)).map(([path]) => path)),
  };
}

function pickAll(item: PlannedComparison, sides: Readonly<Record<Side, OpenedSide>>): Sides<Artefact> {
  return {
    baseline: pick(item, "baseline", sides.baseline.artefacts),
    production: pick(item, "production", sides.production.artefacts),
    standby: pick(item, "standby", sides.standby.artefacts),
  };
}

function pick(item: PlannedComparison, side: Side, artefacts: ReadonlyMap<string, Artefact>): Artefact | undefined {
  const entry = item.entries[side];
  if (entry === undefined) return undefined;
  const artefact = artefacts.get(entry.path);
  if (artefact !== undefined) return artefact;
  throw new LockstepError("store-unsound", `The estate repository lists ${entry.path} but does not hold it.`);
}
