import { normaliseNumber } from "#services/core/authorisation/ticket-timeline";

/** How a system that takes many numbers in one question is asked. */
export interface Batches<Row> {
  readonly atOnce: number;
  read(numbers: readonly string[]): Promise<readonly Row[]>;
  numberOf(row: Row): string;
  /** Throws where two rows of one number are not one ticket. */
  assertSame?(known: Row, row: Row): void;
}

/** What was answered; letters count for nothing in a number. */
export interface BatchesRead<Row> {
  /** By plain number. */
  readonly rows: ReadonlyMap<string, Row>;
  readonly gone: readonly string[];
  /** The questions that were answered with other tickets too, and what of them was not answered even alone. */
  readonly strange: readonly { readonly asked: readonly string[]; readonly lost: readonly string[] }[];
}

/** Reads numbers in batches. Among tickets that were not asked for, those that were may be missed: each is asked for alone. */
export async function readBatches<Row>(asked: readonly string[], batches: Batches<Row>): Promise<BatchesRead<Row>> {
  const rows = new Map<string, Row>();
  const isMissing = (number: string): boolean => !rows.has(normaliseNumber(number));
  const strange: { asked: readonly string[]; lost: readonly string[] }[] = [];
  for (let at = 0; at < asked.length; at += batches.atOnce) {
    const batch = asked.slice(at, at + batches.atOnce);
    if (await readSome(batch, batches, rows)) continue;
    const missing = batch.filter(isMissing);
    for (const number of batch.length === 1 ? [] : missing) await readSome([number], batches, rows);
    strange.push({ asked: batch, lost: missing.filter(isMissing) });
  }
  return { rows, gone: asked.filter(isMissing), strange };
}

/** True where nothing was answered but what was asked for. */
async function readSome<Row>(
  asked: readonly string[],
  { read, numberOf, assertSame }: Batches<Row>,
  rows: Map<string, Row>,
): Promise<boolean> {
  const answered = await read(asked);
  const wanted = new Set(asked.map(normaliseNumber));
  const ours = answered.filter((row) => wanted.has(normaliseNumber(numberOf(row))));
  for (const row of ours) {
    const number = normaliseNumber(numberOf(row));
    const known = rows.get(number);
    if (known !== undefined) assertSame?.(known, row);
    rows.set(number, row);
  }
  return ours.length === answered.length;
}
