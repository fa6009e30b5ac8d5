import { tidyText } from "./tidy-text.js";

/** A block of code without what editors add, and without the margin that all its lines share: people indent a whole class. */
export function tidyBlock(text: string): string {
  const lines = tidyText(text).split("\n");
  const margin = sharedMargin(lines.filter((line) => line !== ""));
  return margin === 0 ? lines.join("\n") : lines.map((line) => line.slice(margin)).join("\n");
}

function sharedMargin(lines: readonly string[]): number {
  const [first = ""] = lines;
  let margin = first.length - first.trimStart().length;
  for (const line of lines) while (!line.startsWith(first.slice(0, margin))) margin -= 1;
  return margin;
}
