import { cutText } from "./cut-text.js";
import { showInstant } from "./describe-time.js";

const INSTANT = /\b\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?Z/g;
const DIGEST = /\bsha256:[0-9a-f]{64}\b/g;

/** The facts of a test for people: instants as the rest of a report writes them, digests by their beginning. Exact ones stand in the JSON. */
export function readableFacts(facts: string, maxCharacters: number): string {
  const readable = facts.replace(INSTANT, withSeconds).replace(DIGEST, shortDigest);
  return cutText(readable, maxCharacters);
}

/** Seconds decide whether an approval came before a change: they are shown where they are not zero. */
function withSeconds(instant: string): string {
  const [, seconds = "00"] = /:(\d{2})(?:\.\d+)?Z$/.exec(instant) ?? [];
  return seconds === "00" ? showInstant(instant) : showInstant(instant).replace(" UTC", `:${seconds} UTC`);
}

/** `sha256:` and the first twelve digits: enough to tell digests apart by eye. */
export function shortDigest(digest: string): string {
  return `${digest.slice(0, 19)}…`;
}
