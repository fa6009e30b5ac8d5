/** The same lines without what editors and exports add: spaces at line ends, empty lines before and after, carriage returns. */
export function tidyText(text: string): string {
  const lines = text.replaceAll(/\r\n?/g, "\n").split("\n").map(withoutTrailingBlanks);
  const first = lines.findIndex((line) => line !== "");
  if (first < 0) return "";
  return lines.slice(first, lines.findLastIndex((line) => line !== "") + 1).join("\n");
}

/** By hand: a pattern would look at each blank of a long run again and again. */
function withoutTrailingBlanks(line: string): string {
  let end = line.length;
  while (end > 0 && (line.charAt(end - 1) === " " || line.charAt(end - 1) === "\t")) end -= 1;
  return line.slice(0, end);
}
