import type { LedgerRecord } from "#schemas/ledger-record";

/** The day of an instant in UTC, as it names a file: `2026/11/23`. */
export function dayOf(at: Date): string {
  return at.toISOString().slice(0, 10).replaceAll("-", "/");
}

/** The file of a day's records. */
export function dayPath(day: string): string {
  return `${day}.jsonl`;
}

/** The day a file holds, or `undefined` where it is no day's file. */
export function findDay(path: string): string | undefined {
  return /^(\d{4}\/\d{2}\/\d{2})\.jsonl$/.exec(path)?.[1];
}

/** The file that says where the records of a rare type stand, so that finding the last approval reads no year of runs. */
export function indexPath(type: LedgerRecord["type"]): string {
  return `by-type/${type}.jsonl`;
}

/** True for the types that have an index: those that people look for, which runs would bury. */
export function isIndexed(type: LedgerRecord["type"]): boolean {
  return type !== "run" && type !== "ticket-snapshot" && type !== "collected";
}

/** A line of an index. */
export function indexLine(seq: number, day: string): string {
  return `${JSON.stringify({ seq, day })}\n`;
}
