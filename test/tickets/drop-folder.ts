import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestContext } from "node:test";
import type { TicketReading } from "#services/ports/ticket-source";
import { createTicketFolder, type TicketFolderOptions } from "#services/tickets/file/create-ticket-folder";

/** A drop folder of some files, removed when the test ends. */
export function makeDropFolder(context: TestContext, files: Readonly<Record<string, string | Uint8Array>>): string {
  const folder = mkdtempSync(join(tmpdir(), "lockstep-tickets-"));
  context.after(() => rmSync(folder, { recursive: true, force: true }));
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
  return folder;
}

/** Reads a folder without lingering over files that stand still. */
export function readFolder(folder: string, options: Omit<TicketFolderOptions, "folder"> = {}): Promise<TicketReading> {
  return createTicketFolder({ folder, settleMs: 1, ...options }).read("2026-10-25T07:00:00Z");
}

/** A reading that must have succeeded. */
export async function readTickets(folder: string): Promise<Extract<TicketReading, { state: "read" }>> {
  const reading = await readFolder(folder);
  if (reading.state !== "read") throw new Error(reading.message);
  return reading;
}

/** An export of change-tickets/v1. */
export function jsonExport(tickets: readonly object[], about: object = {}): string {
  const exportedAt = "2026-10-25T06:00:00Z";
  return JSON.stringify({ schema: "change-tickets/v1", exportedAt, zone: "Europe/London", tickets, ...about });
}

export const CSV_HEADER =
  "number,kind,lifecycle,approval,approved_at,approved_by,planned_start,planned_end,zone,cis,channels,implementers,requester,digests,template_id,closed_at,updated_at";
