/** Takes the control words out of RTF, and gives its characters and line ends; of any other text nothing. */
export function undoRichText(text: string): string {
  if (!text.includes("{\\rtf")) return text;
  return text
    .replace(/\\(?:par|line|row|cell|sect|page)d?\b ?/g, "\n")
    .replace(/\\tab\b ?/g, " ")
    .replace(/\\'([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
    .replace(/\\u(-?\d{1,6})\s?\??/g, (_, code: string) => String.fromCharCode(Number(code) & 0xffff))
    .replace(/\\[a-z]{1,32}-?\d{0,10} ?/gi, "")
    .replace(/\\~/g, " ")
    .replace(/\\[_-]/g, "-")
    .replace(/[{}]/g, "");
}
