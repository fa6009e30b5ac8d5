import type { ChangeTicket } from "#schemas/change-ticket";
import type { ExportedTicket } from "#schemas/ticket-export";
import { LockstepError } from "#services/core/errors";
import { sha256 } from "#services/core/text/digest";
import { readInstant } from "#services/core/tickets/read-instant";
import { decodeText } from "./decode-text.js";
import { parseCsvExport } from "./parse-csv-export.js";
import { parseJsonExport } from "./parse-json-export.js";
import { type SettledFile, showName } from "./read-settled-files.js";
import { type ExportFacts, readTicket } from "./read-ticket.js";

/** Every ticket of one export. */
export interface ParsedExport {
  readonly name: string;
  /** RFC 3339 UTC: the instant up to which it is complete. */
  readonly exportedAt: string;
  readonly tickets: readonly ChangeTicket[];
  readonly warnings: readonly string[];
}

/**
 * Parses one file of the drop folder.
 *
 * @param zone IANA name for local times where the file names none
 * @throws LockstepError `ticket-source-unavailable`, naming the file, where it is cut off, malformed or undated
 */
export function parseExport(file: SettledFile, zone: string): ParsedExport {
  try {
    const text = decodeText(file.bytes);
    return /\.json$/i.test(file.name) ? parseJson(file, text, zone) : parseCsv(file, text, zone);
  } catch (error) {
    if (!(error instanceof LockstepError)) throw error;
    throw new LockstepError(error.code, `${showName(file.name)} ${error.message}`, { cause: error });
  }
}

function parseJson(file: SettledFile, text: string, zone: string): ParsedExport {
  const { exportedAt, zone: own, tickets } = parseJsonExport(text);
  const facts = { zone: own?.trim() || zone, timeEvidence: "approver-timestamp" as const };
  return parsed(file, tickets, exactly(exportedAt), facts, []);
}

function parseCsv(file: SettledFile, text: string, zone: string): ParsedExport {
  const { exportedAt, tickets } = parseCsvExport(text);
  const written = exportedAt ?? instantInName(file.name);
  const guessed = `${showName(file.name)} does not say when it was exported; its time on disk was taken`;
  const facts = { zone, timeEvidence: "aggregate-timestamp" as const };
  const at = written === undefined ? file.writtenAt : exactly(written);
  return parsed(file, tickets, exactly(at), facts, written === undefined ? [guessed] : []);
}

/** `changes-20261025T060000Z.csv`, with or without signs between the digits. */
function instantInName(name: string): string | undefined {
  const found = /(\d{4})-?(\d{2})-?(\d{2})T(\d{2})[-:]?(\d{2})[-:]?(\d{2})Z/i.exec(name);
  return found === null ? undefined : `${found.slice(1, 4).join("-")}T${found.slice(4, 7).join(":")}Z`;
}

function exactly(written: string): string {
  const reading = readInstant(written, "UTC");
  if (reading.state === "exact") return reading.at;
  throw new LockstepError("ticket-source-unavailable", "has a time of export that cannot be read");
}

function parsed(
  file: SettledFile,
  exported: readonly ExportedTicket[],
  exportedAt: string,
  facts: Pick<ExportFacts, "zone" | "timeEvidence">,
  warnings: readonly string[],
): ParsedExport {
  const rawSha256 = sha256(file.bytes);
  const read = exported.map((ticket) => readTicket(ticket, { ...facts, exportedAt, rawSha256 }));
  const unnumbered = read.flatMap((ticket, index) => (ticket === undefined ? [index + 1] : []));
  const tickets = read.filter((ticket) => ticket !== undefined);
  return {
    name: file.name,
    exportedAt,
    tickets,
    warnings: [
      ...warnings,
      ...(unnumbered.length === 0
        ? []
        : [
            `${showName(file.name)}: passed over ${unnumbered.length} without a ticket number, first the ${unnumbered[0]}.`,
          ]),
      ...tickets.flatMap(({ number, problems }) =>
        problems === undefined ? [] : [`${showName(file.name)}: ${number} never authorises: ${problems.join("; ")}`],
      ),
    ],
  };
}
