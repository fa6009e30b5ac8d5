const MAX_DEPTH = 64;
const MAX_OPENED = 1_000_000;

const [QUOTE, BACKSLASH] = [0x22, 0x5c];
const OPENING: ReadonlySet<number> = new Set([0x7b, 0x5b]);
const CLOSING: ReadonlySet<number> = new Set([0x7d, 0x5d]);

/**
 * Tells whether JSON is nested and divided no further than any document of ours: 64 deep, a million lists and objects. To parse 40 MiB of brackets takes a
 * process half a minute and gigabytes; to look at them, a moment. Whether it is JSON at all is not asked.
 */
export function isModestJson(json: Uint8Array): boolean {
  let [depth, opened, isText] = [0, 0, false];
  for (let at = 0; at < json.length; at += 1) {
    const byte = json[at] ?? 0;
    if (byte === QUOTE) isText = !isText;
    else if (isText) at += byte === BACKSLASH ? 1 : 0;
    else if (OPENING.has(byte)) {
      depth += 1;
      opened += 1;
      if (depth > MAX_DEPTH || opened > MAX_OPENED) return false;
    } else if (CLOSING.has(byte)) depth -= 1;
  }
  return true;
}
