const ID_BYTES = 20;

/** Object ids, twenty bytes each: those of a quarter of a million records take five megabytes. */
export interface IdList {
  readonly count: number;
  /** In ascending order, as hex digits. */
  sorted(): Generator<string, void, undefined>;
}

/** Gathers ids as they come; each is expected once. */
export async function gatherIds(...sources: readonly AsyncIterable<string>[]): Promise<IdList> {
  let bytes = Buffer.alloc(1024 * ID_BYTES);
  let count = 0;
  for (const source of sources) {
    for await (const id of source) {
      if ((count + 1) * ID_BYTES > bytes.length) bytes = Buffer.concat([bytes], bytes.length * 2);
      bytes.write(id, count * ID_BYTES, ID_BYTES, "hex");
      count += 1;
    }
  }
  return { count, sorted: () => sortIds(bytes, count) };
}

function* sortIds(bytes: Buffer, count: number): Generator<string, void, undefined> {
  const order = Uint32Array.from({ length: count }, (_, index) => index * ID_BYTES);
  order.sort((a, b) => bytes.compare(bytes, b, b + ID_BYTES, a, a + ID_BYTES));
  for (const at of order) yield bytes.toString("hex", at, at + ID_BYTES);
}
