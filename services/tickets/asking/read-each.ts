/** What stood under numbers that were asked for one by one. */
export interface EachRead<Row> {
  readonly rows: readonly Row[];
  readonly gone: readonly string[];
  /** What stood in a ticket's place, a sentence each. */
  readonly warnings: readonly string[];
}

/** Reads numbers one by one. `read` gives a row; in words what stands in its place; `undefined` where nothing does. */
export async function readEach<Row extends object>(
  asked: readonly string[],
  read: (number: string) => Promise<Row | string | undefined>,
): Promise<EachRead<Row>> {
  const rows: Row[] = [];
  const gone: string[] = [];
  const warnings: string[] = [];
  for (const number of asked) {
    const found = await read(number);
    if (typeof found === "string") warnings.push(found);
    if (found === undefined || typeof found === "string") gone.push(number);
    else rows.push(found);
  }
  return { rows, gone, warnings };
}
