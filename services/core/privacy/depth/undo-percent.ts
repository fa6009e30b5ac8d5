import { textOfBytes } from "./text-of-bytes.js";

/** Undoes the encoding of URLs, forms among them: `Ada+Quill%2C17%2F03%2F1953`. */
export function undoPercent(text: string): string {
  const isEncoded = ENCODED.test(text);
  if (!isEncoded && !FORM.test(text)) return text;
  return text.replace(/(?<=[\w%.,:])\+(?=[\w%(])/g, " ").replace(RUN, decodeRun);
}

const ENCODED = /%[0-9A-Fa-f]{2}/;
const FORM = /(?:^|[?&\s"'])[\w.-]{1,40}=[^\s&"'=+]{1,200}\+\w/;
const RUN = /(?:%[0-9A-Fa-f]{2})+/g;

function decodeRun(run: string): string {
  const hex = run.split("%").slice(1);
  return textOfBytes(Uint8Array.from(hex, (pair) => Number.parseInt(pair, 16)));
}
