import { LockstepError } from "#services/core/errors";

/**
 * Decodes an export: UTF-8, with or without its mark, or UTF-16 with one, as spreadsheets write it.
 *
 * @throws LockstepError `ticket-source-unavailable` for any other encoding
 */
export function decodeText(bytes: Uint8Array): string {
  try {
    // Both decoders take a byte order mark away.
    return new TextDecoder(encodingOf(bytes), { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new LockstepError("ticket-source-unavailable", "is not UTF-8: save it as 'CSV UTF-8' or JSON", { cause });
  }
}

function encodingOf([first, second]: Uint8Array): "utf-8" | "utf-16le" | "utf-16be" {
  if (first === 0xff && second === 0xfe) return "utf-16le";
  return first === 0xfe && second === 0xff ? "utf-16be" : "utf-8";
}
