/** Undoes the references of XML and HTML, one layer of them: `&amp;lt;` is `&lt;`. */
export function undoEntities(text: string): string {
  if (!text.includes("&")) return text;
  return text.replace(REFERENCE, (whole, name: string) => characterOf(name) ?? whole);
}

const REFERENCE = /&(#x?[0-9A-Fa-f]{1,6}|[a-z]{2,5});/gi;

const NAMED: ReadonlyMap<string, string> = new Map(
  Object.entries({ lt: "<", gt: ">", amp: "&", quot: '"', apos: "'", nbsp: " ", bsol: "\\", sol: "/" }),
);

function characterOf(name: string): string | undefined {
  if (!name.startsWith("#")) return NAMED.get(name.toLowerCase());
  const code = /^#x/i.test(name) ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1));
  return Number.isInteger(code) && code > 0 && code <= 0x10_ffff ? String.fromCodePoint(code) : undefined;
}
