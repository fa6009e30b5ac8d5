/** Writes an HL7 message that has delimiters of its own with the usual ones: its first segment names them. */
export function plainSegments(text: string): string {
  const [, field, component, repetition] = HEADER.exec(text) ?? [];
  if (field === undefined || component === undefined || repetition === undefined) return text;
  if (field === "|" && component === "^") return text;
  // first, since what is a field here may be a component there
  return text.replace(/[^\w\s]/g, (mark) => {
    if (mark === field) return "|";
    if (mark === component) return "^";
    return mark === repetition ? "~" : mark === "|" || mark === "^" ? " " : mark;
  });
}

const HEADER = /(?<!\w)(?:MSH|FHS|BHS)([^\w\s])([^\w\s])([^\w\s])[^\w\s]{1,3}\1/;
