import type { SecretFinding, SecretRule } from "./secret-rule.js";

/** The body of a private key in PEM or PGP armour, also inside a script's string; header and footer stay readable. */
export const privateKeyBlock: SecretRule = {
  triggers: ["-----BEGIN"],
  find(text, at): SecretFinding | undefined {
    HEADER.lastIndex = at;
    const header = HEADER.exec(text)?.[0];
    if (header === undefined) return undefined;
    const start = at + header.length;
    const window = text.slice(start, start + MAX_BODY);
    const footer = window.indexOf("-----END");
    const end = start + (footer === -1 ? (ARMOUR.exec(window)?.[0].length ?? 0) : footer);
    const body = text.slice(start, end);
    if (/^[\s\\rn"'+]*(?:(?:masked|digest):[\w.-]{1,64}:[0-9a-f]{32})?[\s\\rn"'+]*$/.test(body)) return undefined;
    return { secrets: [{ start, end }], resumeAt: end };
  },
};

const HEADER = /-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----/y;

/** A 4096-bit RSA key has 3 KB. */
const MAX_BODY = 16_384;
/** What a key may consist of, where no footer follows. */
const ARMOUR = /^[A-Za-z0-9+/=\s\\:,"'-]*/;
