import { createHash } from "node:crypto";
import { bodyOfSignature } from "./ssh-signature.js";

/** A commit as Git stores it, taken apart. */
export interface CommitObject {
  /** The id that Git gives it. */
  readonly id: string;
  readonly tree: string;
  readonly parents: readonly string[];
  /** Committer time, seconds since 1970. */
  readonly at: number;
  readonly message: string;
  /** Body of its SSH signature, base64; `undefined` where it has none of that kind. */
  readonly signature: string | undefined;
  /** What the signature is over: the commit without it. */
  readonly signed: string;
}

/**
 * Takes a commit apart; `undefined` for one with anything in it that Lockstep's own do not have. No header is skipped: what two
 * readers could read in two ways is read by neither.
 */
export function parseCommit(object: string): CommitObject | undefined {
  const match = COMMIT.exec(object);
  if (match === null) return undefined;
  const [, before = "", tree = "", parents = "", at = "", header, message = ""] = match;
  const armoured = header?.slice("gpgsig ".length).replaceAll("\n ", "\n");
  return {
    id: idOf(object),
    tree,
    parents: parents
      .split("\n")
      .filter((line) => line !== "")
      .map((line) => line.slice("parent ".length)),
    at: Number(at),
    message,
    signature: armoured === undefined ? undefined : bodyOfSignature(armoured),
    signed: `${before}\n${message}`,
  };
}

const PERSON = "[^\\n\\0<>]*<[^\\n\\0<>]*> ";
const COMMIT = new RegExp(
  `^(tree ([0-9a-f]{40})\\n((?:parent [0-9a-f]{40}\\n)*)author ${PERSON}\\d{1,12} [+-]\\d{4}\\ncommitter ${PERSON}(\\d{1,12}) [+-]\\d{4}\\n)` +
    "(gpgsig [^\\n\\0]+\\n(?: [^\\n\\0]*\\n)*)?\\n([^\\0]*)$",
);

function idOf(object: string): string {
  return createHash("sha1")
    .update(`commit ${Buffer.byteLength(object)}\0`)
    .update(object)
    .digest("hex");
}
