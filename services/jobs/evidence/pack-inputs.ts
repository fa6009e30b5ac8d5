import type { EvidenceParameters } from "#schemas/evidence-parameters";
import { canonicalText } from "#services/core/seal/seal-record";
import type { Bytes, EvidenceSource, SealedLine } from "#services/ports/evidence";

/** The file that holds the parameters: the statement names its digest. */
export const PARAMETERS_FILE = "inputs/parameters.json";
/** The keys that count. */
export const SIGNERS_FILE = "inputs/allowed_signers";
/** A record a line, and the commit that sealed each. */
export const LEDGER_FILE = "inputs/ledger.jsonl";
export const SEALS_FILE = "inputs/seals.jsonl";
/** The branches that records name, and the ledger as Git holds it. */
export const STORE_FILE = "inputs/store.bundle";
export const LEDGER_PACK_FILE = "inputs/ledger.pack";

/** A file of a pack, as it comes. */
export interface PackedInput {
  readonly name: string;
  readonly bytes: () => Bytes;
}

/** Gives everything that a pack is made of, so that whoever has it can make it again. */
export function packInputs(parameters: EvidenceParameters, source: EvidenceSource): readonly PackedInput[] {
  const { head, branches } = parameters;
  const main = branches["main"] ?? "";
  return [
    { name: PARAMETERS_FILE, bytes: () => textOf(Promise.resolve(`${canonicalText(parameters)}\n`)) },
    { name: SIGNERS_FILE, bytes: () => textOf(source.allowedSigners(main)) },
    { name: LEDGER_FILE, bytes: () => linesOf(source.ledgerLines(head), ({ line }) => line) },
    { name: SEALS_FILE, bytes: () => linesOf(source.ledgerLines(head), sealOf) },
    { name: STORE_FILE, bytes: () => source.bundle(branches) },
    { name: LEDGER_PACK_FILE, bytes: () => source.ledgerPack(head.commit) },
  ];
}

function sealOf({ commit, object }: SealedLine): string {
  return canonicalText({ commit, object });
}

async function* textOf(text: Promise<string>): Bytes {
  yield Buffer.from(await text);
}

async function* linesOf(lines: AsyncIterable<SealedLine>, textIn: (line: SealedLine) => string): Bytes {
  for await (const line of lines) yield Buffer.from(`${textIn(line)}\n`);
}
