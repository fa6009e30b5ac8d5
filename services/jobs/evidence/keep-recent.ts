/** Gives what is kept under a key, or makes it. */
export type Recent<T> = (key: string, make: () => Promise<T>) => Promise<T>;

/** Keeps what was asked for last, as far as all of it weighs no more than `most`; what was asked for longest ago goes first. */
export function keepRecent<T>(most: number, weigh: (value: T) => number): Recent<T> {
  const kept = new Map<string, T>();
  let total = 0;

  function makeRoom(): void {
    for (const [key, value] of kept) {
      if (total <= most) return;
      kept.delete(key);
      total -= weigh(value);
    }
  }

  return async (key, make) => {
    const known = kept.get(key);
    if (known !== undefined) {
      kept.delete(key);
      kept.set(key, known);
      return known;
    }
    const value = await make();
    if (kept.has(key)) return value;
    kept.set(key, value);
    total += weigh(value);
    makeRoom();
    return value;
  };
}
