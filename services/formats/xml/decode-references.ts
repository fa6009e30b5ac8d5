const NAMED: Readonly<Record<string, string>> = { lt: "<", gt: ">", amp: "&", quot: '"', apos: "'" };

/** Matches each reference, well-formed or not. */
export const REFERENCE = /&(?:#(\d+)|#x([\da-fA-F]+)|([^;&<\s]*));?/g;

/**
 * Decodes the five names of XML and numeric references, also those of control characters that XML 1.0 forbids: engines
 * write `&#xb;` for the bytes that frame a message. The references must have passed `isReference`.
 */
export function decodeReferences(text: string): string {
  if (!text.includes("&")) return text;
  return text.replaceAll(REFERENCE, (whole, decimal?: string, hexadecimal?: string, name?: string) => {
    if (name !== undefined) return NAMED[name] ?? whole;
    return String.fromCodePoint(codePointOf(decimal, hexadecimal));
  });
}

/** True for a reference that stands for exactly one character: no NUL, no surrogate, no other name. */
export function isReference(reference: string): boolean {
  const match = new RegExp(`^${REFERENCE.source}$`).exec(reference);
  if (match === null || !reference.endsWith(";")) return false;
  const [, decimal, hexadecimal, name] = match;
  if (name !== undefined) return Object.hasOwn(NAMED, name);
  const codePoint = codePointOf(decimal, hexadecimal);
  return codePoint > 0 && codePoint <= 0x10ffff && !(codePoint >= 0xd800 && codePoint <= 0xdfff);
}

function codePointOf(decimal: string | undefined, hexadecimal: string | undefined): number {
  return decimal === undefined ? Number.parseInt(hexadecimal ?? "", 16) : Number.parseInt(decimal, 10);
}
