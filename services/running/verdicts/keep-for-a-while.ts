/**
 * Makes of many who ask for the same one making at a time, however long it takes; its outcome is given to all who ask within `ms` of its end. What failed
 * is made again.
 */
export function keepForAWhile<T>(make: (name: string) => Promise<T>, ms: number): (name: string) => Promise<T> {
  const kept = new Map<string, { readonly making: Promise<T>; until: number }>();
  return (name) => {
    const known = kept.get(name);
    if (known !== undefined && performance.now() < known.until) return known.making;
    const entry = { making: make(name), until: Number.POSITIVE_INFINITY };
    kept.set(name, entry);
    entry.making.then(
      () => {
        entry.until = performance.now() + ms;
      },
      () => {
        if (kept.get(name) === entry) kept.delete(name);
      },
    );
    return entry.making;
  };
}
