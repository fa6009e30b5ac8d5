import type { TextSpan } from "../text-span.js";

/** Finds the quoted literal that ends right before a position, brackets and layout between left aside: `('x').toCharArray()`. */
export function readLiteralBefore(text: string, at: number): TextSpan | undefined {
  let end = at - 1;
  while (end > at - MAX_BETWEEN && /[\s)]/.test(text.charAt(end))) end -= 1;
  const quote = text.charAt(end);
  if (quote !== "'" && quote !== '"') return undefined;
  for (let start = end - 1; start > end - MAX_LITERAL && start >= 0; start -= 1) {
    const character = text.charAt(start);
    if (character === "\n") return undefined;
    if (character === quote && text.charAt(start - 1) !== "\\") return { start: start + 1, end };
  }
  return undefined;
}

const MAX_BETWEEN = 8;
const MAX_LITERAL = 300;
