import type { Mask } from "../mask.js";

/** A mask, and what it was asked to hide. */
export interface ListeningMask {
  readonly mask: Mask;
  /** Each value that was hidden: one that is secret (or a patient's), or a message template. */
  readonly heard: ReadonlyMap<string, "secret" | "content">;
}

/**
 * Makes a mask that remembers what it hides. A value that stands for another one gets the token of that other one, so that a
 * text with stand-ins has the digests of the text that it was made of.
 */
export function createListeningMask(mask: Mask, standsFor: ReadonlyMap<string, string> = new Map()): ListeningMask {
  const heard = new Map<string, "secret" | "content">();
  return {
    heard,
    mask: {
      keyId: mask.keyId,
      token(value) {
        heard.set(value, "secret");
        return mask.token(standsFor.get(value) ?? value);
      },
      digest(...parts) {
        const [only, ...others] = parts;
        if (typeof only !== "string" || others.length > 0) return mask.digest(...parts);
        heard.set(only, "content");
        return mask.digest(standsFor.get(only) ?? only);
      },
    },
  };
}
