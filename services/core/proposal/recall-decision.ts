import type { ReviewDecision } from "#schemas/review-decision";

/** What people have settled for a drift that still stands: nobody is asked again. */
export type Settled = "declined" | "restore-agreed";

/** What is asked for a drift, or what was answered. */
export type Answer =
  | { readonly ask: "adopt" | "restore" }
  /** The decision that counts, by which production is to be put back. */
  | { readonly settled: Settled; readonly decision: ReviewDecision };

/** Decisions of one engine by the digest of each change; the newest that speaks of it counts. */
export type DecisionsByChange = ReadonlyMap<string, { readonly decision: ReviewDecision; readonly age: number }>;

/** @param decisions the newest first */
export function indexDecisions(engineId: string, decisions: readonly ReviewDecision[]): DecisionsByChange {
  const index = new Map<string, { decision: ReviewDecision; age: number }>();
  decisions.forEach((decision, age) => {
    if (decision.engineId !== engineId) return;
    for (const digest of decision.changes) if (!index.has(digest)) index.set(digest, { decision, age });
  });
  return index;
}

/**
 * Recalls what was decided on these very changes, whatever the proposal was called then. Of an artefact of which only some of the
 * changes were decided on, or not all alike, nothing was: it is asked anew.
 *
 * @param digests at least one
 * @param asked what is asked where nothing was decided
 */
export function recallDecision(
  digests: readonly string[],
  decisions: DecisionsByChange,
  asked: "adopt" | "restore",
): Answer {
  const found = digests.flatMap((digest) => decisions.get(digest) ?? []).sort((a, b) => a.age - b.age);
  const [newest] = found;
  const isWhole = found.length === digests.length;
  if (
    newest === undefined ||
    !isWhole ||
    found.some(({ decision }) => meaningOf(decision) !== meaningOf(newest.decision))
  )
    return { ask: asked };
  const { decision } = newest;
  switch (meaningOf(decision)) {
    case "not-adopted":
      return { settled: "declined", decision };
    case "restored":
      return { settled: "restore-agreed", decision };
    case "not-restored":
      return { ask: "adopt" };
    case "adopted":
      // It was approved once and left again since: that approval does not reach as far.
      return { ask: asked };
  }
}

function meaningOf({ kind, outcome }: ReviewDecision): "adopted" | "restored" | "not-adopted" | "not-restored" {
  if (outcome === "adopted") return "adopted";
  if (outcome === "restore-agreed") return "restored";
  return kind === "adopt" ? "not-adopted" : "not-restored";
}
