/** By when the next review of who may do what is due. */
export interface ReviewDue {
  /** RFC 3339; `null` where policy does not say. */
  readonly dueAt: string | null;
  readonly isOverdue: boolean;
}

/** Tells by when the next review is due. `since` is the last one, or where nobody reviewed it yet the making of the estate. */
export function reviewDue(everyDays: number | undefined, since: string | undefined, at: string): ReviewDue {
  if (everyDays === undefined) return { dueAt: null, isOverdue: false };
  const dueAt = new Date(Date.parse(since ?? at) + everyDays * DAY_MS).toISOString();
  return { dueAt, isOverdue: dueAt < at };
}

const DAY_MS = 86_400_000;
