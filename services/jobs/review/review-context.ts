import type { ChangeControl } from "#schemas/change-control";
import type { ReviewPolicy } from "#schemas/review-policy";
import type { AccountSealer } from "#services/ports/account-sealer";
import type { EstateRemote } from "#services/ports/estate-remote";
import type { Ledger } from "#services/ports/estate-repository";
import type { ForgeSession } from "#services/ports/forge";
import type { Logger } from "#services/ports/logger";
import type { ProposalStore } from "#services/ports/proposal-store";
import type { ReviewTexts } from "./review-texts.js";

/** What the use cases of review need of the world. */
export interface ReviewContext {
  /** The make of the forge, as decisions record it. */
  readonly forge: string;
  /** The branch of the estate on the forge. */
  readonly branch: string;
  readonly session: ForgeSession;
  readonly remote: EstateRemote;
  readonly proposals: ProposalStore;
  readonly ledger: Ledger;
  readonly policy: ReviewPolicy;
  /** Which names are one person's. */
  readonly control: Pick<ChangeControl, "identities">;
  /** Gives what seals accounts of engines; `undefined`, or left out: they stand by name. @throws LockstepError `key-missing`, `estate-invalid` */
  readonly accountSealer?: () => Promise<AccountSealer | undefined>;
  readonly texts: ReviewTexts;
  readonly now: () => Date;
  readonly logger?: Logger;
  readonly signal?: AbortSignal;
}
