import type { LedgerRecord } from "#schemas/ledger-record";
import type { Ledger } from "#services/ports/estate-repository";

/** The newest record of a month that is over. */
export interface Anchor {
  /** `2026-10`, in UTC. */
  readonly month: string;
  readonly seq: number;
  readonly hash: string;
}

export interface AnchorContext {
  readonly ledger: Pick<Ledger, "appendOnce" | "records">;
  readonly now: () => Date;
}

/**
 * Records where the ledger stood at the end of the last month that has records, once, whoever asks and however often: a few lines a year, to be
 * noted where nobody can write them anew. Gives that anchor, or `undefined` while the first month is not over.
 */
export async function anchorLedger({ ledger, now }: AnchorContext): Promise<Anchor | undefined> {
  const at = now().toISOString();
  const month = at.slice(0, 7);
  const known = await findAnchor(ledger);
  if (known !== undefined && known.month >= monthBefore(month)) return known;
  const ended = await findEnd(ledger, month);
  if (ended === undefined || (known !== undefined && ended.month <= known.month)) return known;
  const record = await ledger.appendOnce(
    { type: "anchor", actor: "lockstep", at, body: { ...ended } },
    (newest) => newest === undefined || String(newest.body["month"]) < ended.month,
  );
  return record === undefined ? await findAnchor(ledger) : ended;
}

/** The newest anchor on record. */
export async function findAnchor(ledger: Pick<Ledger, "records">): Promise<Anchor | undefined> {
  for await (const { body } of ledger.records({ type: "anchor", limit: 1 })) {
    const { month, seq, hash } = body;
    if (typeof month === "string" && typeof seq === "number" && typeof hash === "string") return { month, seq, hash };
  }
  return undefined;
}

/** The newest record of a month before this one. */
async function findEnd(ledger: Pick<Ledger, "records">, month: string): Promise<Anchor | undefined> {
  for await (const { at, seq, hash } of ledger.records()) {
    if (monthOf({ at }) < month) return { month: monthOf({ at }), seq, hash };
  }
  return undefined;
}

function monthOf({ at }: Pick<LedgerRecord, "at">): string {
  return at.slice(0, 7);
}

function monthBefore(month: string): string {
  return new Date(Date.parse(`${month}-01T00:00:00Z`) - 1).toISOString().slice(0, 7);
}
