import type { SecretFinding, SecretRule } from "./secret-rule.js";

/** The body of a private key in PEM or PGP armour, also inside a script's string; header and footer stay readable. */
export const privateKeyBlock: SecretRule = {
  triggers: ["-----BEGIN"],
  find(text, at): SecretFinding | undefined {
    HEADER.lastIndex = at;
    const header = HEADER.exec(text)?.[0];
    if (header === undefined) return undefined;
    const start = at + header.length;
    const footer = text.indexOf("-----END", start);
    const end = footer === -1 ? endOfArmour(text, start) : footer;
    const body = text.slice(start, end);
    if (/^[\s\\rn"'+]*(?:(?:masked|digest):[\w.-]{1,64}:[0-9a-f]{32})?[\s\\rn"'+]*$/.test(body)) return undefined;
    return { secrets: [{ start, end }], resumeAt: end };
  },
};

const HEADER = /-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----/y;

/** Where no footer follows: the end of what a key may consist of. */
function endOfArmour(text: string, start: number): number {
  ARMOUR.lastIndex = start;
  return start + (ARMOUR.exec(text)?.[0].length ?? 0);
}

const ARMOUR = /[A-Za-z0-9+/=\s\\:,"'-]*/y;
