/** Undoes one layer of what JSON and scripts escape in a string, and HL7 in a field: `\n`, `\u00e9`, `\"`, `\X0D\`, `\.br\`. What is none stays. */
export function undoEscapes(text: string): string {
  if (!text.includes("\\")) return text;
  return text.replace(ESCAPE, (whole, name: string) => characterOf(name) ?? whole);
}

const ESCAPE = /\\(u[0-9A-Fa-f]{4}|x[0-9A-Fa-f]{2}|X(?:[0-9A-F]{2}){1,40}\\|\.(?:br|sp)\\|[nrtbf"'`/\\])/g;

const SINGLE: ReadonlyMap<string, string> = new Map(
  Object.entries({ n: "\n", r: "\r", t: "\t", b: " ", f: " ", ".br\\": "\n", ".sp\\": "\n" }),
);

function characterOf(name: string): string | undefined {
  if (/^[ux]/.test(name)) return String.fromCharCode(Number.parseInt(name.slice(1), 16));
  if (name.startsWith("X")) {
    return name.slice(1, -1).replace(/../g, (hex) => String.fromCharCode(Number.parseInt(hex, 16)));
  }
  return SINGLE.get(name) ?? name;
}
