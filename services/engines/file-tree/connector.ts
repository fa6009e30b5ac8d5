import { LockstepError } from "#services/core/errors";
import type { Connector } from "#services/ports/connector";
import { createFileReader, type FileReaderOptions } from "../files/create-file-reader.js";
import { SFTP_REQUESTS } from "../files/sftp-requests.js";

/** Reads engines that are files: a folder, an archive, a file server, a ref of a Git repository. */
export function createFileTreeConnector(options: FileReaderOptions): Connector {
  const reader = createFileReader(options);
  return {
    product: "file-tree",
    readRequests: SFTP_REQUESTS,
    nodeProblems: (node) => (node.files === undefined ? ["files is missing"] : reader.problems(node)),
    async *read(request) {
      if (request.node.files === undefined) {
        throw new LockstepError("estate-invalid", `${request.node.id}: files is missing.`);
      }
      yield* reader.read(request);
    },
    diagnose: (request) => reader.diagnose(request),
  };
}
