/**
 * A text as version 3 of the API writes it: a document, a paragraph a line. As in an editor, a part of a line can be marked: what is written in
 * backquotes, and the second half of every digest, stands in a node of its own.
 */
export function writeDocument(text: string): unknown {
  return { type: "doc", version: 1, content: text.split("\n").map((line) => paragraph(line)) };
}

function paragraph(line: string): unknown {
  const pieces = line.replaceAll(/(sha256:[0-9a-f]{8})/gi, "$1`").split("`");
  const content = pieces
    .filter((piece) => piece !== "")
    .map((piece, index) => ({ type: "text", text: piece, ...(index % 2 === 1 ? { marks: [{ type: "code" }] } : {}) }));
  return content.length === 0 ? { type: "paragraph" } : { type: "paragraph", content };
}
