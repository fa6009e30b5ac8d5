/**
 * Writes a text as a YAML scalar that reads back as the same text on one line, with every deceptive character by its number:
 * what comes from an engine cannot leave its place in the file, nor look like something else there.
 */
export function yamlText(text: string): string {
  if (/^[A-Za-z][\w -]*(?<! )$/.test(text) && !/^(true|false|null|yes|no|on|off|y|n)$/i.test(text)) return text;
  return JSON.stringify(text).replace(/[^\P{C}]|[\u2028\u2029]/gu, byNumber);
}

function byNumber(character: string): string {
  const number = (character.codePointAt(0) ?? 0).toString(16);
  return number.length <= 4 ? `\\u${number.padStart(4, "0")}` : `\\U${number.padStart(8, "0")}`;
}
