import type { ChangeProposal } from "#schemas/change-proposal";
import type { LedgerRecord } from "#schemas/ledger-record";
import type { Ledger } from "#services/ports/estate-repository";

/** What the record of an adoption says of its proposal. */
export interface AdoptedProposal {
  readonly key: string;
  readonly digest: string;
  /** The baseline it was made on, so that the same change proposed again later is another one. */
  readonly baseline: string;
}

export function adoptedProposal({ key, digest, baseline }: ChangeProposal): AdoptedProposal {
  return { key, digest, baseline: baseline.commit };
}

/** The record of a proposal's adoption, where it was adopted. What adopted the baseline that it was made on is older. */
export async function findAdoption(
  ledger: Pick<Ledger, "records">,
  proposal: ChangeProposal,
): Promise<LedgerRecord | undefined> {
  const wanted = adoptedProposal(proposal);
  for await (const record of ledger.records({ type: "baseline-adopted" })) {
    const { body } = record;
    if (body["engineId"] !== proposal.engineId) continue;
    const found = body["proposal"] as Partial<AdoptedProposal> | undefined;
    const isIt = found?.key === wanted.key && found.digest === wanted.digest && found.baseline === wanted.baseline;
    if (isIt) return record;
    if (body["commit"] === wanted.baseline) return undefined;
  }
  return undefined;
}

/** The decision that belongs to an adoption: the first on its content after it. */
export async function findDecision(
  ledger: Pick<Ledger, "records">,
  { engineId, key, digest }: ChangeProposal,
  adoption: LedgerRecord,
): Promise<LedgerRecord | undefined> {
  for await (const record of ledger.records({ type: "review-decided" })) {
    if (record.seq < adoption.seq) return undefined;
    const { body } = record;
    const isIt = body["engineId"] === engineId && body["key"] === key && body["digest"] === digest;
    if (isIt && body["outcome"] === "adopted") return record;
  }
  return undefined;
}
