/**
 * Breaks one line of text at spaces so that no line is longer than `width` characters: `first` stands before the first
 * line, `rest` before the others. A word longer than a line is broken, so that nothing runs out of a narrow terminal.
 */
export function wrapText(text: string, layout: { width: number; first?: string; rest?: string }): readonly string[] {
  const { width, first = "", rest = " ".repeat(first.length) } = layout;
  const room = Math.max(20, width - Math.max(length(first), length(rest)));
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ").flatMap((whole) => pieces(whole, room))) {
    if (line !== "" && length(line) + 1 + length(word) > room) {
      lines.push(line);
      line = word;
    } else line = line === "" ? word : `${line} ${word}`;
  }
  return [...lines, line].map((content, index) => ((index === 0 ? first : rest) + content).trimEnd());
}

function pieces(word: string, room: number): readonly string[] {
  if (length(word) <= room) return [word];
  const characters = [...word];
  const count = Math.ceil(characters.length / room);
  return Array.from({ length: count }, (_, index) => characters.slice(index * room, (index + 1) * room).join(""));
}

function length(text: string): number {
  return [...text].length;
}
