import { isLiteralSecret } from "./is-literal-secret.js";
import { readLiteralBefore } from "./read-literal-before.js";
import type { SecretRule } from "./secret-rule.js";

/** `'x'.toCharArray()`: Java takes passwords as characters (key stores, key specifications), and few other literals. */
export const charArray: SecretRule = {
  triggers: [".toCharArray"],
  find(text, at) {
    const literal = readLiteralBefore(text, at);
    if (literal === undefined) return undefined;
    const value = text.slice(literal.start, literal.end);
    return isLiteralSecret(value) && !ALPHABET.test(value) ? { secrets: [literal], resumeAt: at + 1 } : undefined;
  },
};

const ALPHABET = /01234567|abcdefg|aeiou/i;
