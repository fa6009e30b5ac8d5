/** The short version in a `$ZV` text: `2025.1`, `2018.1.2`; the empty text where it holds none. */
export function shortVersion(text: string): string {
  return /\b\d{4}\.\d+(?:\.\d+)*/.exec(text)?.[0] ?? "";
}

/** The version's year, by which features are told apart; `undefined` where it is not known. */
export function versionYear(text: string): number | undefined {
  const year = Number(shortVersion(text).slice(0, 4));
  return year > 0 ? year : undefined;
}
