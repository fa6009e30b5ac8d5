import type { EngineDay } from "../gather-days.js";
import type { EvidenceMaterial } from "../material.js";
import type { EVIDENCE_TABLES, RowOf } from "../tables.js";

export type ReadinessRow = RowOf<typeof EVIDENCE_TABLES.readiness>;

/** Makes a row of each engine and day: its last verdict, its worst, what stood against it and who set that aside. */
export function readinessRows(material: EvidenceMaterial): readonly ReadinessRow[] {
  return material.gathered.days.map((day) => rowOf(day, material));
}

function rowOf(
  { engineId, day, checks, atEnd, worst, last }: EngineDay,
  { detailsOf }: EvidenceMaterial,
): ReadinessRow {
  const details = last === null ? undefined : detailsOf(last.seq, engineId);
  const isStanding = last !== null && !last.hasRunOut;
  // Also one that ended on that day.
  const overrides = (details?.overrides ?? []).filter(({ until }) => Date.parse(until) >= day.from);
  return {
    ...{ engine: engineId, day: day.day, atEnd, worst, checks },
    blockers: isStanding
      ? listed(details?.blockers ?? [])
      : last === null
        ? "never checked"
        : "the last verdict had run out",
    owners: isStanding ? listed(details?.owners ?? []) : null,
    byOverride: isStanding ? (last.isPlain ? false : (details?.byOverride ?? null)) : null,
    overriddenBy: listed(overrides.map(({ by, second }) => (second === null ? by : `${by} and ${second}`))),
    overrideReason: listed(overrides.map(({ reason }) => reason)),
    overrideUntil:
      overrides
        .map(({ until }) => until)
        .toSorted()
        .at(-1) ?? null,
    record: last?.seq ?? null,
  };
}

function listed(texts: readonly string[]): string | null {
  return texts.length === 0 ? null : [...new Set(texts)].join("; ");
}
