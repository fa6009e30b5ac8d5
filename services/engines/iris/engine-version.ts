/** The short version in a `$ZV` text: `2025.1`, `2018.1.2`; the empty text where it holds none. */
export function shortVersion(text: string): string {
  return /\b\d{4}\.\d+(?:\.\d+)*/.exec(text)?.[0] ?? "";
}

/** Year and number of the version, `2025.2`, by which features are told apart; `undefined` where it is not known. */
export function versionNumber(text: string): number | undefined {
  const number = Number(/^\d{4}\.\d+/.exec(shortVersion(text))?.[0]);
  return number > 0 ? number : undefined;
}
