const NO_ANSWER = "_No response_";

/** What stands where a form answers a question twice: no time, no word, no name. */
export const TWICE = "(answered twice)";

/**
 * Reads the answers of an issue form by their headings: `### Planned start` is `planned-start`. A heading that somebody wrote into
 * an answer would answer a second time, so that neither counts; what stands in a fenced block is no heading.
 */
export function parseForm(body: string): Readonly<Record<string, string>> {
  const answers = new Map<string, string[]>();
  let lines: string[] | undefined;
  let fence: string | undefined;
  for (const line of body.replaceAll("\r\n", "\n").split("\n")) {
    const [, mark] = /^ {0,3}(`{3,}|~{3,})/.exec(line) ?? [];
    const [, heading] = (fence === undefined && /^ {0,3}### +(.+?)(?: +#+)? *$/.exec(line)) || [];
    if (heading === undefined) {
      if (mark !== undefined) fence = nextFence(fence, mark);
      lines?.push(line);
      continue;
    }
    const key = keyOf(heading);
    lines = answers.has(key) ? [TWICE] : [];
    answers.set(key, lines);
  }
  return Object.fromEntries([...answers].map(([key, text]) => [key, text[0] === TWICE ? TWICE : answerIn(text)]));
}

/** The name under which an answer stands. */
export function keyOf(heading: string): string {
  return heading
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "-")
    .replaceAll(/^-+|-+$/g, "");
}

function nextFence(open: string | undefined, mark: string): string | undefined {
  if (open === undefined) return mark;
  return mark.startsWith(open) ? undefined : open;
}

/** A field that is shown as code stands in a fence of its own. */
function answerIn(lines: readonly string[]): string {
  const text = lines.join("\n").trim();
  const [, inside] = /^(?:`{3,}|~{3,})[^\n]*\n([\s\S]*?)\n(?:`{3,}|~{3,})$/.exec(text) ?? [];
  const answer = (inside ?? text).trim();
  return answer === NO_ANSWER ? "" : answer;
}
