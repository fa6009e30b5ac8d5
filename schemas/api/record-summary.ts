import { type Static, Type } from "typebox";
import { LedgerRecord } from "../ledger-record.js";

/** A record of the ledger without its body, which can be as large as all that a run found. */
export const RecordSummary = Type.Object(
  { ...Type.Pick(LedgerRecord, ["seq", "at", "type", "actor", "previous", "hash"]).properties },
  { $id: "lockstep/record-summary@1" },
);
export type RecordSummary = Static<typeof RecordSummary>;
