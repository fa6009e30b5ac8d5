import { CsvError, parse } from "csv-parse/sync";
import type { ExportedApproval, ExportedTicket } from "#schemas/ticket-export";
import { LockstepError } from "#services/core/errors";

/** What a CSV export says; `exportedAt` only where it has a column for it. */
export interface CsvExport {
  readonly exportedAt: string | null;
  readonly tickets: readonly ExportedTicket[];
}

const REQUIRED = ["number", "kind", "lifecycle", "approval", "planned_start", "planned_end"];
const MAX_RECORD_CHARACTERS = 4_000_000;

/**
 * Parses a CSV export: a header row, then one row a ticket, lists with `;`. Columns that nobody knows are passed over.
 *
 * @throws LockstepError `ticket-source-unavailable` where rows are ragged, a quote is not closed or a column is missing
 */
export function parseCsvExport(text: string): CsvExport {
  const [header, ...rows] = readRows(text);
  const columns = new Map((header ?? []).map((name, index) => [name.trim().toLowerCase(), index]));
  const missing = REQUIRED.filter((name) => !columns.has(name));
  if (missing.length > 0) throw malformed(`lacks the column ${missing.join(", ")}`);
  if (columns.size < (header?.length ?? 0)) throw malformed("has a column twice");
  const read = rows.map((row) => (name: string) => cell(row, columns.get(name)));
  const times = new Set(read.map((column) => column("exported_at")).filter((time) => time !== null));
  if (times.size > 1) throw malformed("holds several times in exported_at; an export is of one instant");
  return { exportedAt: [...times][0] ?? null, tickets: read.map(ticketOf) };
}

function readRows(text: string): string[][] {
  try {
    return parse(text, {
      bom: true,
      skip_empty_lines: true,
      skip_records_with_empty_values: true,
      max_record_size: MAX_RECORD_CHARACTERS,
    });
  } catch (cause) {
    if (!(cause instanceof CsvError)) throw cause;
    // The parser's own message quotes the text, which is hostile until escaped.
    const lines = cause["lines"];
    const where = typeof lines === "number" ? ` at line ${lines}` : "";
    throw malformed(`is not whole CSV${where} (${cause.code}); it may not be written to its end`);
  }
}

function cell(row: readonly string[], index: number | undefined): string | null {
  const value = index === undefined ? "" : (row[index] ?? "").trim();
  return value === "" ? null : value;
}

function ticketOf(column: (name: string) => string | null): ExportedTicket {
  return {
    number: column("number") ?? "",
    kind: column("kind"),
    lifecycle: column("lifecycle"),
    approval: column("approval"),
    approvals: approvalsOf(column),
    plannedStart: column("planned_start"),
    plannedEnd: column("planned_end"),
    zone: column("zone"),
    cis: listOf(column("cis")),
    channels: listOf(column("channels")),
    implementers: listOf(column("implementers")),
    assignmentGroup: column("assignment_group"),
    requester: column("requester"),
    digests: listOf(column("digests")),
    templateId: column("template_id"),
    url: column("url"),
    onHold: flagOf(column("on_hold"), true),
    coversStandby: flagOf(column("covers_standby"), false),
    freezeExempt: flagOf(column("freeze_exempt"), false),
    raisedAt: column("raised_at"),
    reviewedAt: column("reviewed_at"),
    reviewedBy: column("reviewed_by"),
    closedAt: column("closed_at"),
    updatedAt: column("updated_at"),
    sourceVersion: column("source_version"),
  };
}

/** One time for all approvers: that of the last approval. */
function approvalsOf(column: (name: string) => string | null): ExportedApproval[] {
  const at = column("approved_at");
  const people = listOf(column("approved_by"));
  if (at === null && column("approval")?.toLowerCase() !== "approved") return [];
  return (people.length === 0 ? [null] : people).map((by) => ({ by, decision: "approved", at }));
}

function listOf(value: string | null): string[] {
  return (value ?? "").split(";").flatMap((entry) => entry.trim() || []);
}

/** A word that is neither yes nor no gets the cautious reading. */
function flagOf(value: string | null, cautious: boolean): boolean | null {
  if (value === null) return null;
  if (/^(yes|true|1|y)$/i.test(value)) return true;
  return /^(no|false|0|n)$/i.test(value) ? false : cautious;
}

function malformed(message: string): LockstepError {
  return new LockstepError("ticket-source-unavailable", message);
}
