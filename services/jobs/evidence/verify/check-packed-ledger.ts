import { type Static, Type } from "typebox";
import type { LedgerRecord } from "#schemas/ledger-record";
import { findCountFault } from "#services/core/collection/find-count-fault";
import { formOf } from "#services/core/form-of";
import { type ChainEnd, takeChainStep } from "#services/core/seal/chain-step";
import { isCanonical } from "#services/core/seal/seal-record";
import type { OpenedPack } from "#services/ports/evidence";

import type { CheckNotes } from "./check-notes.js";
import type { EvidenceTrust } from "./evidence-trust.js";
import { LEDGER_FILE, SEALS_FILE } from "./packed-names.js";
import type { PackClaims } from "./read-claims.js";
import { readLines } from "./read-lines.js";

/** What the ledger inside a pack shows. */
export interface PackedLedger {
  /** The keys that count by its own records, and by what the reader brought. */
  readonly keys: ReadonlySet<string>;
  /** The keys that the reader brought, and those that records name which one of them sealed. */
  readonly vouched: ReadonlySet<string>;
  readonly end: ChainEnd | undefined;
  /** When its newest record says that it was made, an instant; `undefined` where none reads. */
  readonly at: string | undefined;
  /** The newest record that was noted elsewhere, and stands here as it was noted; `undefined` where none does. */
  readonly noted: number | undefined;
}

const Seal = Type.Object({ commit: Type.String(), object: Type.String() }, { additionalProperties: false });
const isSeal = formOf<Static<typeof Seal>>(Seal);

/**
 * Walks the records inside a pack with the commits that sealed them. A key counts where the reader brought it, where it sealed the first record, or
 * where a record that counts names it as the next one.
 */
export async function checkPackedLedger(
  pack: OpenedPack,
  { claims, trust, notes }: { readonly claims: PackClaims; readonly trust: EvidenceTrust; readonly notes: CheckNotes },
): Promise<PackedLedger> {
  const keys = new Set(trust.keys);
  const vouched = new Set(trust.keys);
  let [end, noted, records] = [undefined as ChainEnd | undefined, undefined as number | undefined, 0];
  let at: string | undefined;
  const broken = (about: string, message: string): void =>
    notes.tell({ check: "ledger", outcome: "broken", about, message });
  const isThrough = await notes.attempt("ledger", LEDGER_FILE, async () => {
    for await (const { line, seal } of pairs(pack)) {
      const about = `record ${records}`;
      if (line === undefined || seal === undefined) {
        broken(about, line === undefined ? "A commit sealed it, and it is missing." : "No commit sealed it.");
        break;
      }
      const step = takeChainStep(end, { line, ...parseSeal(seal) }, claims.signers);
      for (const fault of step.faults) notes.tell({ check: "ledger", ...fault });
      const miscounted = step.record && findCountFault(step.record);
      if (miscounted !== undefined) broken(about, `This run ${miscounted}.`);
      if (records === 0 && step.sealedBy !== null) keys.add(step.sealedBy);
      if (step.sealedBy !== null && !keys.has(step.sealedBy))
        broken(about, `It was sealed by ${step.sealedBy}, a key that no record before it names.`);
      const next = step.faults.length === 0 && step.record !== undefined ? nextKeyOf(step.record) : undefined;
      if (next !== undefined) keys.add(next);
      if (next !== undefined && step.sealedBy !== null && vouched.has(step.sealedBy)) vouched.add(next);
      end = step.end;
      at = step.record?.at;
      records += 1;
      for (const { seq, hash } of trust.heads) {
        if (seq !== end.seq) continue;
        if (hash === end.hash) noted = seq;
        else broken(`record ${seq}`, `It was noted elsewhere as ${hash}: the ledger was written anew.`);
      }
    }
    return true;
  });
  for (const { seq } of trust.heads) {
    if (seq > (end?.seq ?? -1)) broken(`record ${seq}`, "It was noted elsewhere, and the ledger ends before it.");
  }
  checkEnd(end, claims, broken);
  for (const { fingerprint } of claims.signers) {
    if (!keys.has(fingerprint)) broken(fingerprint, "The pack lists it as a key that counts, and no record shows it.");
  }
  if (isThrough) notes.done("ledger", `${records} records, each with the commit that sealed it, were walked.`);
  return { keys, vouched, end, at, noted };
}

interface Pair {
  readonly line: string | undefined;
  readonly seal: string | undefined;
}

async function* pairs(pack: OpenedPack): AsyncGenerator<Pair, void, undefined> {
  const lines = readLines(pack.read(LEDGER_FILE), LEDGER_FILE);
  const seals = readLines(pack.read(SEALS_FILE), SEALS_FILE);
  try {
    for (;;) {
      const [line, seal] = [await lines.next(), await seals.next()];
      if (line.done === true && seal.done === true) return;
      yield { line: line.value ?? undefined, seal: seal.value ?? undefined };
    }
  } finally {
    await lines.return();
    await seals.return();
  }
}

function parseSeal(line: string): Static<typeof Seal> {
  try {
    const seal: unknown = JSON.parse(line);
    if (isSeal(seal) && isCanonical(line, seal)) return seal;
  } catch {
    // No commit: which says so.
  }
  return { commit: "", object: "" };
}

function nextKeyOf({ type, body }: LedgerRecord): string | undefined {
  const { fingerprint } = body;
  return type === "key-rotated" && typeof fingerprint === "string" ? fingerprint : undefined;
}

function checkEnd(
  end: ChainEnd | undefined,
  { parameters, envelope }: PackClaims,
  broken: (about: string, message: string) => void,
): void {
  const signed = envelope?.statement.predicate.ledgerHead;
  const named = parameters?.head;
  const isSigned = signed === undefined || (signed.seq === end?.seq && signed.hash === end.hash);
  const isNamed =
    named === undefined || (named.seq === end?.seq && named.hash === end.hash && named.commit === end.commit);
  if (isSigned && isNamed) return;
  const said = isSigned ? named : signed;
  broken(LEDGER_FILE, `The pack was made of a ledger that ends with record ${said?.seq ?? "?"}, and this is another.`);
}
