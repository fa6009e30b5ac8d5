import type { ServicePart } from "#schemas/api/service-standing";
import type { OperationContext } from "./operation-context.js";

const ANSWER_MS = 2000;
/** The watchdog looks each minute. */
const MAX_SILENCE_MS = 5 * 60_000;

/** Finds which parts of the service fail; an answer that does not come in two seconds is none. */
export async function findFailing(
  at: Date,
  { queue, estates, watchedAt, closed }: Pick<OperationContext, "queue" | "estates" | "watchedAt" | "closed">,
): Promise<readonly ServicePart[]> {
  const [isQueueThere, areStoresThere] = await Promise.all([
    answersInTime(queue.counts()),
    answersInTime(Promise.all(estates.map(({ views }) => views.mark()))),
  ]);
  const isEachRead = estates.length > 0 && estates.every(({ declared }) => declared() !== undefined);
  const isWatched = watchedAt === undefined || at.getTime() - (watchedAt()?.getTime() ?? 0) <= MAX_SILENCE_MS;
  return [
    ...(isQueueThere ? [] : ["queue" as const]),
    ...(areStoresThere && isEachRead ? [] : ["store" as const]),
    ...((closed?.().length ?? 0) === 0 ? [] : ["estate" as const]),
    ...(isWatched ? [] : ["watchdog" as const]),
  ];
}

async function answersInTime(answer: Promise<unknown>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), ANSWER_MS);
  });
  try {
    return await Promise.race([
      answer.then(
        () => true,
        () => false,
      ),
      late,
    ]);
  } finally {
    clearTimeout(timer);
  }
}
