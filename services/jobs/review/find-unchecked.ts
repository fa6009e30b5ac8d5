import type { Ledger } from "#services/ports/estate-repository";

/**
 * Finds the engines whose baseline moved by a decision that no run has held against the nodes since: the next run is due, also where
 * whoever moved it was stopped before. So many runs back are looked at that a check of other engines hides nothing.
 */
export async function findUnchecked(ledger: Pick<Ledger, "records">): Promise<readonly string[]> {
  const moved = new Map<string, number>();
  for await (const { seq, body } of ledger.records({ type: "baseline-adopted", limit: LOOK_BACK })) {
    const engineId = String(body["engineId"]);
    if (!moved.has(engineId) && body["proposal"] !== undefined) moved.set(engineId, seq);
  }
  if (moved.size === 0) return [];
  for await (const { seq, body } of ledger.records({ type: "run", limit: LOOK_BACK })) {
    for (const engineId of enginesOf(body)) {
      if ((moved.get(engineId) ?? Number.POSITIVE_INFINITY) < seq) moved.delete(engineId);
    }
    if (moved.size === 0) return [];
    // Older than every move that is left: no run before it can have seen one.
    if ([...moved.values()].every((at) => at > seq)) break;
  }
  return [...moved.keys()].sort();
}

const LOOK_BACK = 100;

function enginesOf({ engines }: Readonly<Record<string, unknown>>): readonly string[] {
  if (!Array.isArray(engines)) return [];
  return engines.flatMap((engine: unknown) =>
    typeof engine === "object" && engine !== null && "engineId" in engine ? [String(engine.engineId)] : [],
  );
}
