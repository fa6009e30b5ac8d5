/** What an editor, an export or another version of the engine changes in a text without changing what it says. */
export type Noise = (text: string) => string;

/** Ways to write the same class or export, by what a person would call them. */
export const NOISES: Readonly<Record<string, Noise>> = {
  "carriage returns": (text) => text.replaceAll(/\r?\n/g, "\r\n"),
  "spaces at line ends": (text) =>
    text.replaceAll(/(?<=\S)\n/g, (end, at: number) => (isInTag(text, at) ? end : `  ${end}`)),
  "empty lines between elements": (text) => betweenElements(text, "\n\n"),
  "attribute order": (text) => inTags(text, (attributes) => attributes.toReversed()),
  "quotes of attributes": (text) => inTags(text, (attributes) => attributes.map(otherQuotes)),
  "entities of quotes": (text) => text.replaceAll(/&quot;(?=[^<>]*>)/g, "&#34;"),
  "stamps of the export": (text) =>
    text
      .replace(
        /<Export ([^>]*)>/,
        '<Export generator="IRIS" version="26" zv="IRIS for Windows (x86-64) 2024.1" ts="2026-01-02 03:04:05">',
      )
      .replaceAll(/<Time(Changed|Created)>[^<]*</g, "<Time$1>66000,1.5<"),
  "drawing of a process": (text) =>
    text.includes("<process ") ? text.replaceAll(/ (xpos|ypos|xend|yend)=(['"])\d+['"]/g, " $1=$2777$2") : text,
};

const TAG = /<([A-Za-z]\w*)((?:\s+[\w:.-]+\s*=\s*(?:"[^"]*"|'[^']*'))+)\s*(\/?)>/g;
const ATTRIBUTE = /[\w:.-]+\s*=\s*(?:"[^"]*"|'[^']*')/g;

/** The start tags of definitions alone: code may compare with `<`, and markup in it is not ours. */
function inTags(text: string, change: (attributes: readonly string[]) => readonly string[]): string {
  return text.replaceAll(TAG, (_tag, name: string, attributes: string, end: string) =>
    name === "Export" ? _tag : `<${name} ${change(attributes.match(ATTRIBUTE) ?? []).join(" ")}${end}>`,
  );
}

function otherQuotes(attribute: string): string {
  const [, name = "", value = ""] = /^([\w:.-]+)\s*=\s*(?:"([^']*)"|'([^"]*)')$/.exec(attribute) ?? [];
  return name === "" || value === "" ? attribute : `${name}='${value}'`;
}

/** Behind a tag that closes, where the next one opens in a line of its own. */
function betweenElements(text: string, filling: string): string {
  return text.replaceAll(/(<\/(?:Item|Setting|rule|when|send|assign|if|call)>)\n(?=\s*<)/g, `$1${filling}`);
}

function isInTag(text: string, at: number): boolean {
  const lineStart = text.lastIndexOf("\n", at - 1) + 1;
  const line = text.slice(lineStart, at);
  // A setting's own text may run over lines, and its spaces are its own.
  return !/[>{}]$/.test(line) || /<(?:Setting|Description|Comment)\b[^>]*>$/.test(line);
}
