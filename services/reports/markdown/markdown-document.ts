/** The most that forges take as the body of a pull request or comment, less some room for their own marks. */
const MAX_CHARACTERS = 60_000;

/**
 * Joins sections to one document of at most 60,000 characters. What does not fit is left out by whole sections, from the
 * first that is too long, and that is said: half a table or an open fence would be read wrongly.
 */
export function markdownDocument(sections: readonly string[]): string {
  const kept: string[] = [];
  let room = MAX_CHARACTERS - OMITTED.length - 20;
  for (const section of sections) {
    room -= section.length + 2;
    if (room < 0)
      return `${[...kept, `${OMITTED} (${sections.length - kept.length} of ${sections.length})`].join("\n\n")}\n`;
    kept.push(section);
  }
  return `${kept.join("\n\n")}\n`;
}

const OMITTED =
  "**This report was too long: its last sections were left out. The HTML and JSON reports hold them all.**";
