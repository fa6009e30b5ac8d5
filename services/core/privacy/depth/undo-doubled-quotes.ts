/** Undoes how a cell of CSV writes the quotes in it: `""dob""` is `"dob"`. */
export function undoDoubledQuotes(text: string): string {
  return text.replace(/""(\w[^"\n]{0,400})""/g, '"$1"');
}
