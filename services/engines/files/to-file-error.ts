import { type ErrorCode, LockstepError } from "#services/core/errors";

/** System codes, and the numbers of SFTP (2: no such file, 3: permission denied), by what they mean. */
const MEANINGS: Readonly<Record<string, readonly [code: ErrorCode, message: string]>> = {
  ENOENT: ["node-unreachable", "is not there: the path is wrong, or a share is not mounted."],
  ENOTDIR: ["node-unreachable", "is not there: the path is wrong, or a share is not mounted."],
  "2": ["node-unreachable", "is not there: the path is wrong, or a share is not mounted."],
  EACCES: ["rights-narrowed", "may not be read by this account."],
  EPERM: ["rights-narrowed", "may not be read by this account."],
  "3": ["rights-narrowed", "may not be read by this account."],
  ELOOP: ["answer-unexpected", "became a link while it was read: links are not followed."],
};

/**
 * Gives whatever a file system, a file server or an archive threw its code. Only the code of the original goes in.
 *
 * @param what names what was being read, as the subject of the message
 */
export function toFileError(error: unknown, what: string): LockstepError {
  if (error instanceof LockstepError) return error;
  const code = error instanceof Error ? String(Reflect.get(error, "code") ?? "") : "";
  const [kind, message] = MEANINGS[code] ?? ["answer-truncated", "could not be read to its end."];
  return new LockstepError(kind, `${what} ${message}`, {
    details: /^[A-Z0-9_]{1,40}$/.test(code) ? { reason: code } : {},
  });
}
