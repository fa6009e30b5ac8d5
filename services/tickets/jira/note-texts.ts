/** A note as a document of version 3: plain text, in which no markup and no mention works. */
export function noteDocument(text: string): unknown {
  return { type: "doc", version: 1, content: [{ type: "paragraph", content: text.split("\n").flatMap(lineOf) }] };
}

function lineOf(line: string, index: number): readonly unknown[] {
  const words = line === "" ? [] : [{ type: "text", text: line }];
  return index === 0 ? words : [{ type: "hardBreak" }, ...words];
}

/** A note where texts are wiki markup: as it stands, in which no macro and no mention works. */
export function notePreformatted(text: string): string {
  const tame = text.replaceAll(/\{(?=\s*noformat)/gi, "{ ").replaceAll("[~", "[ ~");
  return `{noformat}\n${tame}\n{noformat}`;
}
