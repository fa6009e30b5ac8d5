import { once } from "#services/core/once";

type Names<T> = Readonly<Record<string, T>>;

/**
 * The names of two readers in one record. The second's are asked for where the first lacks a name, or where all are wanted: a
 * verdict on an engine without files names only what its API shows.
 */
export function joinNames<T>(first: Names<T>, second: () => Names<T>): Names<T> {
  const all = once((): Record<string, T> => ({ ...first, ...second() }));
  return new Proxy<Record<string, T>>(
    {},
    {
      get: (_, name) => (Object.hasOwn(first, name) ? Reflect.get(first, name) : Reflect.get(all(), name)),
      has: (_, name) => Reflect.has(all(), name),
      ownKeys: () => Reflect.ownKeys(all()),
      getOwnPropertyDescriptor: (_, name) => Reflect.getOwnPropertyDescriptor(all(), name),
    },
  );
}
