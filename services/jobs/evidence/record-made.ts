import type { EvidenceParameters } from "#schemas/evidence-parameters";
import type { LedgerRecord } from "#schemas/ledger-record";
import { canonicalText } from "#services/core/seal/seal-record";
import { digestOf } from "#services/core/text/digest";
import type { Ledger } from "#services/ports/estate-repository";

/** A pack that was made, and for whom. */
export interface MadePack {
  readonly parameters: EvidenceParameters;
  /** SHA-256 of the pack, hex digits. */
  readonly sha256: string;
  /** Fingerprint of the key that signed it. */
  readonly signedBy: string;
  /** Who asked; `null`: a schedule, or somebody whose name was not given. */
  readonly by: string | null;
  readonly at: string;
}

/** Records that a pack was made: after it was, so that it is no part of the pack, and nobody needs it to verify one. @throws LockstepError `ledger-rolled-back` */
export async function recordMade(
  { parameters, sha256, signedBy, by, at }: MadePack,
  ledger: Pick<Ledger, "append">,
): Promise<LedgerRecord> {
  const { from, to, framework, engines, head } = parameters;
  const body = {
    ...{ from, to, framework, engines, head: { seq: head.seq, hash: head.hash } },
    ...{ parameters: digestOf(canonicalText(parameters)), pack: `sha256:${sha256}`, signedBy },
  };
  return await ledger.append({ type: "evidence-made", actor: by ?? "lockstep", at, body });
}
