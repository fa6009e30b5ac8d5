/** A stretch of a text: `end` is the first position after it. */
export interface TextSpan {
  readonly start: number;
  readonly end: number;
}

/** Replaces stretches of a text. They may touch or overlap; what overlaps is replaced as one. */
export function replaceSpans(text: string, spans: readonly TextSpan[], replace: (part: string) => string): string {
  let replaced = "";
  let from = 0;
  for (const span of joinOverlaps(spans)) {
    replaced += text.slice(from, span.start) + replace(text.slice(span.start, span.end));
    from = span.end;
  }
  return replaced + text.slice(from);
}

function joinOverlaps(spans: readonly TextSpan[]): TextSpan[] {
  const joined: TextSpan[] = [];
  for (const span of [...spans].sort((a, b) => a.start - b.start || a.end - b.end)) {
    const last = joined.at(-1);
    if (last === undefined || span.start >= last.end) joined.push(span);
    else if (span.end > last.end) joined[joined.length - 1] = { start: last.start, end: span.end };
  }
  return joined;
}
