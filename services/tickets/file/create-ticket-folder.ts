import { LockstepError } from "#services/core/errors";
import type { TicketReading, TicketSource } from "#services/ports/ticket-source";
import { mergeExports } from "./merge-exports.js";
import { parseExport } from "./parse-export.js";
import { readSettledFiles, type SettleOptions } from "./read-settled-files.js";

export interface TicketFolderOptions extends SettleOptions {
  /** Where exports are dropped, JSON or CSV; only read. */
  readonly folder: string;
  /** IANA zone of local times in files that name none. Default `Europe/London`. */
  readonly zone?: string;
}

/**
 * Reads change tickets from a drop folder of full exports (`change-tickets/v1` as JSON, or CSV).
 *
 * A folder that is missing or empty, and a file that is malformed or still being written, make the whole reading
 * unavailable: a ticket that could not be read is never one that does not exist. Whether an export is too old is decided
 * by policy, later. The evidence is as good as the rights on the folder.
 */
export function createTicketFolder(options: TicketFolderOptions): TicketSource {
  return {
    system: "file",
    async read() {
      try {
        return await readFolder(options);
      } catch (error) {
        if (!(error instanceof LockstepError)) throw error;
        return { state: "unavailable", message: `Change tickets in ${options.folder}: ${error.message}.` };
      }
    },
  };
}

async function readFolder({ folder, zone = "Europe/London", ...settle }: TicketFolderOptions): Promise<TicketReading> {
  const { files, skipped } = await readSettledFiles(folder, settle);
  if (files.length === 0) {
    throw new LockstepError(
      "ticket-source-unavailable",
      "the drop folder holds no export: put a JSON or CSV file there",
    );
  }
  const reading = mergeExports(files.map((file) => parseExport(file, zone)));
  const older = `${skipped} older exports were not read: move them away`;
  return skipped === 0 ? reading : { ...reading, warnings: [...reading.warnings, older] };
}
