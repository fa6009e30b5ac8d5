import { foundSecret, type SecretFinding, type SecretRule } from "./secret-rule.js";

/** What follows the first words of a PuTTY key file, up to the end of its last line; those words stay readable. */
export const puttyKeyFile: SecretRule = {
  triggers: ["PuTTY-User-Key-File"],
  find(text, at): SecretFinding | undefined {
    HEADER.lastIndex = at;
    const header = HEADER.exec(text)?.[0];
    if (header === undefined) return undefined;
    const start = at + header.length;
    const window = text.slice(start, start + MAX_BODY);
    if (MASKED.test(window)) return undefined;
    const footer = FOOTER.exec(window);
    const end = start + (footer === null ? window.length : footer.index + footer[0].length);
    return foundSecret({ start, end });
  },
};

const HEADER = /PuTTY-User-Key-File-?\d{0,2}:[ \t]*/y;
const FOOTER = /Private-(?:MAC|Hash):[ \t]{0,8}[0-9a-f]+/;
const MASKED = /^(?:masked:[\w.-]{1,64}:[0-9a-f]{32}|\s*$)/;

/** A 4096-bit RSA key has 3 KB. */
const MAX_BODY = 16_384;
