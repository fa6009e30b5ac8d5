import { sha256 } from "../text/digest.js";

/** What a key names. */
export interface KeyParts {
  /** Said of all below it: what is asked, and with what authority. Lower-case words without hyphens. */
  readonly words: readonly string[];
  readonly by: "ticket" | "pattern" | "flow";
  /** What people call the cause; case does not count. Hostile. */
  readonly name: string;
  /** What tells it from others of one name; left out where the name does. */
  readonly identity?: string;
}

const MAX_KEY = 63;
const DIGEST_DIGITS = 16;

/**
 * Names a proposal: the same for the same cause in every run, safe in a branch, a path and an address. Where the name of the cause
 * is not clean, or too long, or not all that tells it apart, a digest of the cause follows after two hyphens, which no clean name has: so
 * two causes never share a key.
 */
export function proposalKey({ words, by, name, identity }: KeyParts): string {
  const start = [...words, by, ""].join("-");
  const folded = foldCause(name);
  if (identity === undefined && CLEAN.test(folded) && start.length + folded.length <= MAX_KEY) return start + folded;
  const digest = sha256(JSON.stringify([folded, identity ?? null])).slice(0, DIGEST_DIGITS);
  const room = MAX_KEY - start.length - "--".length - DIGEST_DIGITS;
  const slug = folded
    .replaceAll(/[^a-z0-9]+/g, "-")
    .replace(/^-/, "")
    .slice(0, Math.max(room, 0))
    .replace(/-$/, "");
  return slug === "" ? `${start}-${digest}` : `${start}${slug}--${digest}`;
}

/** One word for a cause, however its letters are written. */
function foldCause(name: string): string {
  return name.normalize("NFC").toLowerCase();
}

const CLEAN = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;
