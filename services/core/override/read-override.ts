import { Ajv } from "ajv";
import type { LedgerRecord } from "#schemas/ledger-record";
import { OverrideBody } from "#schemas/override";

/** A ledger record of type `override` with what it says. */
export interface OverrideRecord {
  readonly record: Pick<LedgerRecord, "seq" | "hash" | "at" | "actor">;
  readonly body: OverrideBody;
}

/** One that cannot be read: nobody can say what it ends. */
export interface UnreadableOverride {
  readonly record: OverrideRecord["record"];
  readonly engineId: string | undefined;
}

const ajv = new Ajv({ strict: false });

/** Reads a record of type `override`; records outlive the program that wrote them. */
export function readOverride(record: LedgerRecord): OverrideRecord | UnreadableOverride {
  const { body } = record;
  if (ajv.validate<OverrideBody>(OverrideBody, body)) return { record, body };
  const { engineId } = body;
  return { record, engineId: typeof engineId === "string" ? engineId : undefined };
}
