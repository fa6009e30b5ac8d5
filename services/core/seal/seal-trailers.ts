import type { LedgerRecord } from "#schemas/ledger-record";

/** What a commit of the ledger says of the record it sealed. */
export interface Seal {
  readonly seq: number;
  readonly hash: string;
  readonly day: string;
}

/** Writes the message of a ledger commit: it binds the commit's signature to one record. */
export function sealMessage(record: LedgerRecord, day: string): string {
  return [
    `${record.type} ${record.seq}`,
    "",
    `Lockstep-Seq: ${record.seq}`,
    `Lockstep-Hash: ${record.hash}`,
    `Lockstep-Day: ${day}`,
    "",
  ].join("\n");
}

/** Reads them again, or `undefined` where a commit does not say. */
export function parseSealTrailers(message: string): Seal | undefined {
  const seq = /^Lockstep-Seq: (\d+)$/m.exec(message)?.[1];
  const hash = /^Lockstep-Hash: (sha256:[0-9a-f]{64})$/m.exec(message)?.[1];
  const day = /^Lockstep-Day: (\d{4}\/\d{2}\/\d{2})$/m.exec(message)?.[1];
  if (seq === undefined || hash === undefined || day === undefined) return undefined;
  return { seq: Number(seq), hash, day };
}
