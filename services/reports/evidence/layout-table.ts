import type { EvidenceColumn, EvidenceTable } from "#schemas/evidence-table";
import type { EvidenceTableId } from "#services/core/evidence/tables";
import { NONE, showCell } from "./show-cell.js";

/** A table as it fits a page: the columns that a reader looks for first, and in the last one what else is known. */
export interface TableLayout {
  readonly headings: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** Lays a table out for people: every value that there is stands on the page, with its heading where it has no column. */
export function layoutTable({ id, columns, rows }: EvidenceTable): TableLayout {
  const first = FIRST[id] ?? columns.map(({ key }) => key);
  const shown = first.flatMap((key) => columns.filter((column) => column.key === key));
  const others = columns.filter(({ key }) => !first.includes(key));
  const particulars = (row: EvidenceTable["rows"][number]): string => tellOthers(row, others);
  return {
    headings: [...shown.map(({ heading }) => heading), ...(others.length === 0 ? [] : ["Particulars"])],
    rows: rows.map((row) => [
      ...shown.map(({ key, kind }) => showCell(row[key] ?? null, kind)),
      ...(others.length === 0 ? [] : [particulars(row)]),
    ]),
  };
}

/** By table: the keys that have a column of their own on paper. A table that is not named here is narrow enough as it is. */
const FIRST: Readonly<Record<string, readonly string[]>> = {
  "01-population": ["engine", "item", "verdict", "ticket", "madeBy", "foundAt", "disposition"],
  "02-coverage": ["engine", "day", "due", "met", "missed", "expected", "whole", "longestGapHours"],
  "03-unmatched": ["engine", "item", "verdict", "owner", "foundAt", "ageHours", "disposition"],
  "04-tickets": ["number", "kind", "states", "approvedBy", "approvedAt", "windowFrom", "windowTo"],
  "05-tickets-without-change": ["number", "kind", "state", "windowFrom", "windowTo", "names"],
  "06-readiness": ["engine", "day", "atEnd", "worst", "checks", "blockers"],
  "07-exercises": ["engine", "kind", "startedAt", "outcome", "minutes", "rtoMinutes", "complete"],
  "08-exceptions": ["id", "kind", "what", "approver", "until", "standing", "ageDays"],
  "09-access": ["who", "what", "kind", "at", "engine", "role"],
  "11-actions": ["action", "engine", "what", "owner", "due", "closedAt", "overdue"],
  "12-policy": ["file", "what", "from", "until", "by", "ticket"],
  "13-engines": ["engine", "name", "product", "nodes", "items", "verdict", "checkedAt"],
  "14-access-reviews": ["at", "by", "outcome", "note", "days", "everyDays", "inTime"],
} satisfies Record<EvidenceTableId, readonly string[]>;

function tellOthers(row: EvidenceTable["rows"][number], others: readonly EvidenceColumn[]): string {
  const told = others.flatMap(({ key, heading, kind }) => {
    const value = showCell(row[key] ?? null, kind);
    return value === NONE ? [] : [`${heading}: ${value}`];
  });
  return told.length === 0 ? NONE : told.join("; ");
}
