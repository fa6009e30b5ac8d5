/** Visible text of ours, cut to so many characters where it is longer: for labels, of which the whole stands elsewhere. */
export function clipText(text: string, maxCharacters: number): string {
  if (text.length <= maxCharacters) return text;
  const kept = text.slice(0, Math.max(0, maxCharacters - 1)).replace(/[\ud800-\udbff]$/, "");
  return `${kept.trimEnd()}…`;
}
