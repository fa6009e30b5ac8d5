import type { EngineEvent } from "#schemas/snapshot";

/** What an engine recorded of an artefact; an act on a whole kind (the configuration map) counts for each of it. */
export function actsOn({ kind, key }: { kind: string; key: string }, events: readonly EngineEvent[]): EngineEvent[] {
  return events.filter(
    ({ artefact }) =>
      (artefact?.kind === kind || artefact?.kind === "*") && (artefact.key === key || artefact.key === "*"),
  );
}
