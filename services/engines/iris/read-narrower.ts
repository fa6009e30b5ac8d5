import type { Row } from "./answers.js";
import type { Told } from "./reading.js";
import type { Refused } from "./refused.js";
import type { NarrowerSelects } from "./table-select.js";

/** Rows with as many columns as the version knows, and those that it does not. */
export interface NarrowedRows {
  readonly value: readonly Row[];
  readonly lacks: readonly string[];
}

/** Reads what every version has of a table, then each other column by itself, and puts them together row by row. */
export async function readNarrower(
  { query, rowKey, columns }: NarrowerSelects,
  ask: (query: string) => Promise<Told<readonly Row[]>>,
  origin: string,
): Promise<NarrowedRows | Refused> {
  const base = await ask(query);
  if ("refused" in base) return base;
  const keyOf = (row: Row): string => JSON.stringify(rowKey.map((column) => row[column]));
  const rows = new Map(base.value.map((row) => [keyOf(row), { ...row }]));
  const lacks: string[] = [];
  for (const { column, query: ofColumn } of columns) {
    const told = await ask(ofColumn);
    if ("refused" in told) {
      if (told.lacks !== "column") return told;
      lacks.push(column);
      continue;
    }
    const isSame = told.value.length === base.value.length && told.value.every((row) => rows.has(keyOf(row)));
    if (!isSame) return changed(origin);
    for (const row of told.value) Object.assign(rows.get(keyOf(row)) ?? {}, { [column]: row[column] });
  }
  return rows.size === base.value.length ? { value: [...rows.values()], lacks } : changed(origin);
}

function changed(origin: string): Refused {
  const message = `${origin} changed while it was read column by column.`;
  return { refused: { code: "answer-unexpected", message } };
}
