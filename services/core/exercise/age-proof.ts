import type { LastProven } from "#schemas/exercise";

const DAY_MS = 86_400_000;

/** The same proof at another instant: days pass while nothing is read anew. */
export function ageProof(
  { lastProven }: { readonly lastProven?: LastProven },
  now: Date,
): { readonly lastProven?: LastProven } {
  if (lastProven === undefined) return {};
  const days = Math.floor((now.getTime() - Date.parse(lastProven.endedAt)) / DAY_MS);
  return { lastProven: { ...lastProven, daysAgo: Math.max(0, days) } };
}
