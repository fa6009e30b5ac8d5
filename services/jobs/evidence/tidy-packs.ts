import type { Estate } from "#schemas/estate";
import type { PackShelf } from "#services/ports/pack-shelf";

const KEEP_DAYS = 400;
const KEEP_AT_MOST = 100;
const DAY_MS = 86_400_000;

/** Takes packs away that are kept no longer, and the oldest where there are too many: what they were made of stands in the estate repository. */
export async function tidyPacks(
  shelf: Pick<PackShelf, "list" | "remove">,
  { evidence = {} }: Pick<Estate, "evidence">,
  now: Date,
): Promise<readonly string[]> {
  const { keepDays = KEEP_DAYS, keepAtMost = KEEP_AT_MOST } = evidence;
  const since = new Date(now.getTime() - keepDays * DAY_MS).toISOString();
  const over = (await shelf.list())
    .filter(({ made, failed }) => made !== undefined || failed !== undefined)
    .filter(({ asked }, index) => asked.askedAt < since || index >= keepAtMost)
    .map(({ asked }) => asked.id);
  for (const id of over) await shelf.remove(id);
  return over;
}
