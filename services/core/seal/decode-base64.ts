/** The bytes of canonical base64, with its padding; `undefined` for any other text, so that two texts never stand for the same bytes. */
export function decodeBase64(text: string): Uint8Array | undefined {
  const bytes = Buffer.from(text, "base64");
  return text !== "" && bytes.toString("base64") === text ? bytes : undefined;
}
