/** Text in which what is meant to be typed stands in quotation marks and not in backticks, which a page would show as they are. */
export function quoteTyped(text: string): string {
  return text.replaceAll(/`([^`]+)`/g, "‘$1’");
}
