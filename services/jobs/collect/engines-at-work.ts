/** Lets what concerns one engine be done one after the other in this process. */
export interface EnginesAtWork {
  inTurn<T>(engineId: string, work: () => Promise<T>): Promise<T>;
}

export function createEnginesAtWork(): EnginesAtWork {
  const tails = new Map<string, Promise<unknown>>();
  return {
    inTurn(engineId, work) {
      const mine = (tails.get(engineId) ?? Promise.resolve()).then(work, work);
      const tail = mine.then(
        () => undefined,
        () => undefined,
      );
      tails.set(engineId, tail);
      void tail.then(() => {
        if (tails.get(engineId) === tail) tails.delete(engineId);
      });
      return mine;
    },
  };
}
