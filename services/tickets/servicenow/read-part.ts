import { type ErrorCode, LockstepError } from "#services/core/errors";
import type { PartTable } from "./parts.js";
import { type Instance, type Row, readRows } from "./read-rows.js";

/** The rows of one table for some change requests, by sys_id of the change request, and why those of others are not known. */
export interface PartRows {
  readonly rows: ReadonlyMap<string, readonly Row[]>;
  readonly unread: ReadonlyMap<string, string>;
}

const AT_ONCE = 100;
const PAGE = 1000;

/**
 * Reads what belongs to some change requests. What the account may not read is a part unread; that the instance cannot answer
 * is thrown.
 *
 * @throws LockstepError of family upstream
 */
export async function readPart(
  instance: Instance,
  table: PartTable,
  ids: readonly string[],
  fields: readonly string[],
): Promise<PartRows> {
  const rows = new Map<string, Row[]>();
  const unread = new Map<string, string>();
  const waiting: (readonly string[])[] = chunksOf(ids);
  for (let chunk = waiting.shift(); chunk !== undefined; chunk = waiting.shift()) {
    const read = await readChunk(instance, table, chunk, fields);
    if (typeof read === "string") {
      for (const id of [...chunk, ...waiting.flat()]) unread.set(id, read);
      break;
    }
    if (read.hidden === 0) for (const row of read.rows) put(rows, row[table.link]?.value ?? "", row);
    else if (chunk.length === 1) unread.set(chunk[0] ?? "", hiddenReason(table, read.hidden));
    // Whose rows are hidden is known when each is asked about alone.
    else waiting.unshift(chunk.slice(0, chunk.length >> 1), chunk.slice(chunk.length >> 1));
  }
  return { rows, unread };
}

async function readChunk(
  instance: Instance,
  table: PartTable,
  ids: readonly string[],
  fields: readonly string[],
): Promise<{ readonly rows: readonly Row[]; readonly hidden: number } | string> {
  const { link, where, order } = table;
  const query = `${link}IN${ids.join(",")}${where === undefined ? "" : `^${where}`}^ORDERBY${order}^ORDERBYsys_id`;
  try {
    const read = await readRows(instance, { table: table.table, query, fields: [link, ...fields], limit: PAGE });
    const foreign = read.rows.find((row) => !ids.includes(row[link]?.value ?? ""));
    if (foreign === undefined) return read;
    throw new LockstepError("answer-unexpected", `${instance.id} answered with ${table.table} of other tickets.`, {
      details: { node: instance.id },
    });
  } catch (error) {
    const reason = error instanceof LockstepError ? REASONS[error.code]?.(table.table) : undefined;
    if (reason === undefined) throw error;
    return reason;
  }
}

/** What of a refusal concerns this table alone. */
const REASONS: Readonly<Partial<Record<ErrorCode, (table: string) => string>>> = {
  "rights-narrowed": (table) => `the account may not read ${table} (403)`,
};

function hiddenReason({ table }: PartTable, hidden: number): string {
  return `${hidden} ${hidden === 1 ? "row" : "rows"} of ${table} may not be seen by the account`;
}

function chunksOf(ids: readonly string[]): (readonly string[])[] {
  return Array.from({ length: Math.ceil(ids.length / AT_ONCE) }, (_, at) =>
    ids.slice(at * AT_ONCE, (at + 1) * AT_ONCE),
  );
}

function put(rows: Map<string, Row[]>, id: string, row: Row): void {
  const known = rows.get(id);
  if (known === undefined) rows.set(id, [row]);
  else known.push(row);
}
