import type { ChangeProposal } from "#schemas/change-proposal";
import type { LedgerRecord } from "#schemas/ledger-record";
import type { ReviewDecision } from "#schemas/review-decision";

/** A proposal as it stands on its branch `drift/<engine>/<key>`: one signed commit on top of `main`. */
export interface StoredProposal {
  readonly branch: string;
  readonly commit: string;
  /** The commit of `main` that it was made on. */
  readonly base: string;
  readonly proposal: ChangeProposal;
  readonly at: string;
}

/** A proposal to be written: the store adds the artefacts of production, or takes them away. */
export interface ProposalDraft {
  readonly proposal: ChangeProposal;
  /** Files for people, below `reviews/<engine>/<key>/`; `proposal.json` is written beside them. */
  readonly files: readonly { readonly path: string; readonly text: string }[];
  readonly at: string;
}

/** A decision by which the baseline moves. */
export interface ProposalAdoption {
  readonly proposal: ChangeProposal;
  readonly decision: ReviewDecision;
  /** Whether the ticket was found in its system; left out where none was asked for. */
  readonly ticketFound?: boolean;
  readonly at: string;
}

/** Proposals in the estate repository. */
export interface ProposalStore {
  /** Those that stand on branches, by branch. What Lockstep did not sign is left out. */
  list(): Promise<readonly StoredProposal[]>;
  /** The proposal of a commit; `undefined` where Lockstep did not make it. */
  find(commit: string): Promise<StoredProposal | undefined>;
  /**
   * Writes the branch anew: `proposal.json` and the files; for `adopt` also the artefacts of production in the place of those
   * in the baseline, but for the manifest, so that no two proposals stand in each other's way. Compare-and-swap.
   */
  write(draft: ProposalDraft): Promise<StoredProposal>;
  /** Takes the branch away where it still stands at the commit. */
  remove(branch: string, commit: string): Promise<void>;
  /**
   * Moves the baseline: a signed commit on `main` with ticket, approvers and digest in its trailers, then the records
   * `baseline-adopted` and `review-decided`. Adopting what is adopted already gives the same records again.
   *
   * @throws LockstepError `proposal-stale` where an artefact of it is no longer in the baseline as the proposal found it
   */
  adopt(adoption: ProposalAdoption): Promise<{ readonly commit: string; readonly record: LedgerRecord }>;
}
