import type { Viewed } from "#services/ports/estate-views";

/** The same of a part of what was read. */
export function mapViewed<T, U>(viewed: Viewed<T>, part: (value: T) => U): Viewed<U> {
  return { ...viewed, value: viewed.value === undefined ? undefined : part(viewed.value) };
}
