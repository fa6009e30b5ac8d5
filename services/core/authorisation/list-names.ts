const SHOWN = 5;

/** Lists names for a trace: the first five, each once, and how many more there are. */
export function listNames(names: readonly string[]): string {
  const distinct = [...new Set(names)];
  const rest = distinct.length - SHOWN;
  return distinct.slice(0, SHOWN).join(", ") + (rest > 0 ? ` and ${rest} more` : "");
}
