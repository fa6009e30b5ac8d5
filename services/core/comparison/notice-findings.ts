import type { Drift } from "#schemas/drift";
import type { ArtefactEntry, Snapshot } from "#schemas/snapshot";

/** The notice of a reader that met a placeholder such as `********` where a secret stands. */
export const SECRET_UNVERIFIABLE = "secret-unverifiable";

/**
 * Turns what normalising noticed (patient data masked, a library copy that no longer equals its library) into drifts of
 * the case `in-lockstep`: facts to be shown and settled, which never hold the value and never block by themselves.
 */
export function noticeDrifts(production: Snapshot | undefined, standby: Snapshot | undefined): Drift[] {
  const onProduction = noticesByArtefact(production);
  const onStandby = noticesByArtefact(standby);
  const identities = new Set([...onProduction.keys(), ...onStandby.keys()]);
  return [...identities].sort().flatMap((identity) => {
    const sides = { production: onProduction.get(identity), standby: onStandby.get(identity) };
    const entry = sides.production ?? sides.standby;
    return entry === undefined ? [] : [driftOf(entry, sides)];
  });
}

function noticesByArtefact(snapshot: Snapshot | undefined): ReadonlyMap<string, ArtefactEntry> {
  const noticed = (snapshot?.entries ?? []).filter((entry) => (entry.notices?.length ?? 0) > 0);
  return new Map(noticed.map((entry) => [`${entry.kind}\0${entry.key}`, entry]));
}

function driftOf(
  entry: ArtefactEntry,
  sides: { production: ArtefactEntry | undefined; standby: ArtefactEntry | undefined },
): Drift {
  const seen = new Map(
    (sides.production?.notices ?? []).concat(sides.standby?.notices ?? []).map((n) => [`${n.code}\0${n.path}`, n]),
  );
  const holds = (side: ArtefactEntry | undefined, id: string): string | null =>
    side?.notices?.some((notice) => `${notice.code}\0${notice.path}` === id) ? "seen" : null;
  const isUnverifiable = [...seen.values()].every(({ code }) => code === SECRET_UNVERIFIABLE);
  return {
    artefact: { kind: entry.kind, key: entry.key, name: entry.name, path: entry.path },
    case: "in-lockstep",
    changes: [...seen].map(([id, notice]) => ({
      path: notice.path,
      label: notice.message,
      kind: "unexpected" as const,
      baseline: null,
      production: holds(sides.production, id),
      standby: holds(sides.standby, id),
    })),
    explainedBy: null,
    ...(isUnverifiable ? { harmless: "a secret that the engine does not show is neither equal nor different" } : {}),
    digests: { baseline: null, production: sides.production?.digest ?? null, standby: sides.standby?.digest ?? null },
  };
}
