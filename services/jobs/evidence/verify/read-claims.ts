import { EvidenceParameters } from "#schemas/evidence-parameters";
import { LockstepError } from "#services/core/errors";
import { formOf } from "#services/core/form-of";
import { type AllowedSigner, parseAllowedSigners } from "#services/core/seal/allowed-signers";
import { type OpenedEnvelope, parseEnvelope } from "#services/core/seal/evidence-envelope";
import { isCanonical } from "#services/core/seal/seal-record";
import type { OpenedPack } from "#services/ports/evidence";
import { ENVELOPE_FILE } from "../make-pack.js";
import { PARAMETERS_FILE } from "../pack-inputs.js";
import type { CheckNotes } from "./check-notes.js";
import { SIGNERS_FILE } from "./packed-names.js";

/** What a pack says of itself; what of it does not read is not there, and told. */
export interface PackClaims {
  readonly envelope: OpenedEnvelope | undefined;
  readonly parameters: EvidenceParameters | undefined;
  /** The text of its allowed-signers file, and the keys in it. */
  readonly allowedSigners: string;
  readonly signers: readonly AllowedSigner[];
}

const isParameters = formOf<EvidenceParameters>(EvidenceParameters);
const MOST_BYTES = 16 * 1024 ** 2;

/** Reads what a pack says of itself. */
export async function readClaims(pack: OpenedPack, notes: CheckNotes): Promise<PackClaims> {
  const envelope = await notes.attempt("signature", ENVELOPE_FILE, async () => {
    const parsed = parseEnvelope(await readText(pack, ENVELOPE_FILE));
    if (parsed === undefined) throw unreadable("its envelope is none that Lockstep writes");
    return parsed;
  });
  const parameters = await notes.attempt("store", PARAMETERS_FILE, async () =>
    parseParameters(await readText(pack, PARAMETERS_FILE)),
  );
  const allowedSigners = (await notes.attempt("ledger", SIGNERS_FILE, () => readText(pack, SIGNERS_FILE))) ?? "";
  return { envelope, parameters, allowedSigners, signers: parseAllowedSigners(allowedSigners) };
}

function parseParameters(text: string): EvidenceParameters {
  const value = parseJson(text);
  if (isParameters(value) && isCanonical(text.slice(0, -1), value) && text.endsWith("\n")) return value;
  throw unreadable("its parameters are none that Lockstep writes");
}

async function readText(pack: OpenedPack, name: string): Promise<string> {
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const part of pack.read(name)) {
    length += part.length;
    if (length > MOST_BYTES) throw unreadable(`${name} is larger than it can be`);
    parts.push(part);
  }
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(Buffer.concat(parts));
  } catch (cause) {
    throw unreadable(`${name} is no text`, cause);
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function unreadable(why: string, cause?: unknown): LockstepError {
  return new LockstepError("pack-unreadable", `The evidence pack cannot be read: ${why}.`, { cause });
}
