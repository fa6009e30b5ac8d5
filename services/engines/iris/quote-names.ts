const NAMED = 3;

/** Lists names that come from an engine: the first few of them, with every character that no name has shown as `?`. */
export function quoteNames(names: readonly string[]): string {
  const shown = names.slice(0, NAMED).map(quoteName);
  const more = names.length - shown.length;
  return more > 0 ? `${shown.join(", ")} and ${more} more` : shown.join(", ");
}

export function quoteName(name: string): string {
  return name.slice(0, 100).replaceAll(/[^\w.%|/ -]/g, "?");
}
