import { LockstepError } from "#services/core/errors";

/**
 * Refuses a path that some file system, shell or Git would take amiss. Core makes only safe names; this is the second
 * lock on the door, because a path that escapes is written by everyone who checks the repository out.
 *
 * @throws LockstepError `store-unsound`, without the path itself: it may be hostile
 */
export function assertSafePath(path: string): void {
  const fault = findPathFault(path);
  if (fault === undefined) return;
  throw new LockstepError("store-unsound", `a path was refused before it reached the repository: ${fault}`);
}

/** Says what is wrong with a path, or `undefined`. */
export function findPathFault(path: string): string | undefined {
  if (path === "") return "it is empty";
  if (Buffer.byteLength(path) > MAX_PATH_BYTES) return `it is longer than ${MAX_PATH_BYTES} bytes`;
  if (/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u.test(path)) return "it holds control, direction or surrogate characters";
  if (/[\\<>:"|?*]/.test(path)) return "it holds a character that Windows reserves";
  return path
    .split("/")
    .map(findPartFault)
    .find((fault) => fault !== undefined);
}

const MAX_PATH_BYTES = 1024;
const RESERVED_DEVICE = /^(con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])(\.|$)/i;

function findPartFault(part: string): string | undefined {
  if (part === "") return "it is absolute or has an empty part";
  if (part === "." || part === "..") return "it climbs out of its folder";
  if (/^(\.git|git~)/i.test(part.normalize("NFKC"))) return "it is one of Git's own names";
  if (/[. ]$/.test(part)) return "a part ends in a dot or a space";
  if (RESERVED_DEVICE.test(part)) return "a part is a device name on Windows";
  if (Buffer.byteLength(part) > 255) return "a part is longer than 255 bytes";
  return undefined;
}
