import type { ChangeProposal } from "#schemas/change-proposal";
import type { ReviewReport } from "#schemas/review-report";
import type { ForgeAbilities } from "#services/ports/forge";

/** Where a reader of a proposal is sent, and what bounds its text. */
export interface BodyOptions {
  readonly maxCharacters: ForgeAbilities["bodyMax"];
  /** The full report on the branch, as the forge shows it. */
  readonly reportUrl: string;
  /** The page on the branch that shows the sides beside each other. */
  readonly pageUrl: string;
}

/** What people read of a review: pure functions, handed in because a job knows no report. All of them give escaped text. */
export interface ReviewTexts {
  readonly title: (proposal: ChangeProposal) => string;
  readonly body: (proposal: ChangeProposal, options: BodyOptions) => string;
  /** The page that stands on the branch beside the change, and the same report as a forge shows it. */
  readonly page: (proposal: ChangeProposal) => string;
  readonly report: (proposal: ChangeProposal) => string;
  /** What changed since a reviewer looked. */
  readonly since: (before: ChangeProposal, after: ChangeProposal) => string;
  /** That the text alone was written anew. */
  readonly retold: () => string;
  readonly reopened: (before: ChangeProposal, after: ChangeProposal) => string;
  readonly closed: (because: string) => string;
  /** Why a merge or a closing did not count as a decision. */
  readonly notCounted: (because: string) => string;
  readonly status: (proposal: ChangeProposal, maxCharacters: number) => string;
  readonly dashboard: (
    report: ReviewReport,
    maxCharacters: number,
  ) => { readonly title: string; readonly body: string };
}
