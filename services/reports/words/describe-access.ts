import type { AccessChange, AccessReview } from "#schemas/access-review";

/** What was decided when it was last reviewed who may do what, as the end of a sentence. */
export function describeOutcome({
  outcome,
  note,
}: Pick<NonNullable<AccessReview["last"]>, "outcome" | "note">): string {
  if (outcome === null) return "what was decided is not on record";
  return outcome === "confirmed" ? "confirmed as it was" : `something has to change: ${note ?? "it does not say what"}`;
}

/** One thing that is otherwise since then, in a line. */
export function describeAccessChange({ about, change, who, detail }: AccessChange): string {
  if (change === "unknown") return `${who}: ${detail}`;
  return `${ABOUT[about]} ${WORDS[change]}: ${who}${detail === "" ? "" : `, ${detail}`}`;
}

const ABOUT = { role: "role", token: "token", account: "account" } as const satisfies Record<
  AccessChange["about"],
  string
>;

const WORDS = {
  added: "came",
  removed: "went",
  changed: "became another",
  ended: "ended",
} as const satisfies Record<Exclude<AccessChange["change"], "unknown">, string>;
