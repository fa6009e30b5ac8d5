import type { FileSource } from "#schemas/file-source";
import { LockstepError } from "#services/core/errors";
import type { FileFolder } from "./file-folder.js";
import { openGitRef } from "./open-git-ref.js";
import { openLocalPath } from "./open-local-path.js";
import type { SftpContext } from "./open-sftp.js";

/** Opens a source, whatever it is. */
export async function openSource(source: FileSource, context: SftpContext): Promise<FileFolder> {
  if (source.sftp !== undefined) return (await import("./open-sftp.js")).openSftp(source.sftp, context);
  if (source.git !== undefined) return openGitRef(source.git, context.nodeId, context.limits);
  if (source.path !== undefined) return openLocalPath(source.path, context.limits);
  throw new LockstepError("estate-invalid", `${context.nodeId}: a source of files has no path, sftp or git.`);
}
