import { textOfBytes } from "./text-of-bytes.js";

/** Undoes the encoding of mail (RFC 2045): soft line ends and `=C3=A9`. Left alone where nothing shows that it is one. */
export function undoQuotedPrintable(text: string): string {
  if (!EVIDENCE.test(text)) return text;
  return text.replace(/=[ \t]{0,10}\r?\n/g, "").replace(RUN, decodeRun);
}

const EVIDENCE = /[^\s=]=[ \t]{0,10}\r?\n|=0D=0A|=0A|=3D|=[CD][0-9A-F]=[89AB][0-9A-F]/;
const RUN = /(?:=[0-9A-F]{2})+/g;

function decodeRun(run: string): string {
  const hex = run.split("=").slice(1);
  return textOfBytes(Uint8Array.from(hex, (pair) => Number.parseInt(pair, 16)));
}
