import type { EvidenceDocument } from "#schemas/evidence-document";
import type { EvidenceParameters } from "#schemas/evidence-parameters";
import { LockstepError } from "#services/core/errors";
import { messageOf, writeEnvelope } from "#services/core/seal/evidence-envelope";
import { type PackedFile, writeStatement } from "#services/core/seal/evidence-statement";
import type { Ledger } from "#services/ports/estate-repository";
import type { Bytes, EvidenceSigner, EvidenceSource, PackWriter } from "#services/ports/evidence";
import { type EvidenceContext, gatherEvidence } from "./gather-evidence.js";
import type { PackInspection } from "./inspect-pack.js";
import { type PackedDocument, packDocuments, type RenderEvidence } from "./pack-documents.js";
import { PARAMETERS_FILE, packInputs } from "./pack-inputs.js";

/** What a pack is made with. */
export interface MakingContext extends EvidenceContext {
  readonly ledger: Ledger;
  readonly source: EvidenceSource;
  readonly signer: EvidenceSigner;
  readonly render: RenderEvidence;
  /** What checks a pack without Lockstep. */
  readonly verifiers: readonly PackedDocument[];
  /** Looks at every byte that goes into a pack, on its way, and refuses it before it is signed. */
  readonly inspection: PackInspection;
}

/** What was packed. */
export interface PackedEvidence {
  /** In the order in which they stand in the pack. */
  readonly files: readonly PackedFile[];
  /** Fingerprint of the key that signed it. */
  readonly signedBy: string;
  /** What it says. */
  readonly document: EvidenceDocument;
}

/** The envelope, which is signed for all other files. */
export const ENVELOPE_FILE = "attestation.dsse.json";

/**
 * Makes a pack of its parameters and the store, and signs it. Whatever fails, nothing stands where it was to be; a ledger that is not sound gives
 * no evidence.
 *
 * @throws LockstepError `ledger-broken`, `ledger-rolled-back`, `patient-data-found`, and what making the document and writing throw
 */
export async function makePack(
  parameters: EvidenceParameters,
  writer: PackWriter,
  context: MakingContext,
): Promise<PackedEvidence> {
  try {
    await assertSound(context.ledger);
    const packed = await writePack(parameters, writer, context);
    await writer.finish();
    return packed;
  } catch (error) {
    await writer.abandon();
    throw error;
  }
}

async function assertSound(ledger: Ledger): Promise<void> {
  const fault = await ledger.findHeadFault();
  if (fault !== undefined) throw new LockstepError(fault.code, `No evidence is made of this ledger: ${fault.problem}`);
  const verified = await ledger.verify();
  if (!verified.sound)
    throw new LockstepError("ledger-broken", `No evidence is made of this ledger: ${verified.problem}`);
}

async function writePack(
  parameters: EvidenceParameters,
  writer: PackWriter,
  context: MakingContext,
): Promise<PackedEvidence> {
  const { source, signer, render, verifiers, inspection } = context;
  const files: PackedFile[] = [];
  const add = async (name: string, bytes: Bytes): Promise<void> => {
    const { sha256: digest } = await writer.add(name, inspection.look(name, bytes));
    files.push({ name, sha256: digest });
  };
  const document = await gatherEvidence(parameters, context);
  for await (const { name, bytes } of packDocuments(document, render)) await add(name, once(bytes));
  for (const { name, bytes } of packInputs(parameters, source)) await add(name, bytes());
  for (const { name, bytes } of verifiers) await add(name, once(bytes));
  await inspection.assertNobody();
  const statement = writeStatement(parameters, files, PARAMETERS_FILE);
  const signature = await signer.sign(messageOf(statement));
  await add(ENVELOPE_FILE, once(Buffer.from(writeEnvelope(statement, signature))));
  return { files, signedBy: signature.keyid, document };
}

async function* once(bytes: Uint8Array): Bytes {
  yield bytes;
}
