import type { LedgerRecord } from "#schemas/ledger-record";
import type { Ledger } from "#services/ports/estate-repository";

/**
 * Appends a record unless what it says stands on record already. Of two who say the same at once the second finds the word of the first: `find` is asked anew whenever another
 * record of the type came between its answer and the writing.
 */
export async function appendUnlessKnown<T>(
  entry: Pick<LedgerRecord, "type" | "actor" | "at" | "body">,
  ledger: Pick<Ledger, "appendOnce" | "records">,
  find: () => Promise<T | undefined>,
): Promise<{ readonly record: LedgerRecord } | { readonly known: T }> {
  for (;;) {
    const newest = await newestOf(entry.type, ledger);
    const known = await find();
    if (known !== undefined) return { known };
    const record = await ledger.appendOnce(entry, (standing) => standing?.seq === newest);
    if (record !== undefined) return { record };
  }
}

async function newestOf(type: LedgerRecord["type"], ledger: Pick<Ledger, "records">): Promise<number | undefined> {
  for await (const { seq } of ledger.records({ type, limit: 1 })) return seq;
  return undefined;
}
