import { join } from "node:path";
import type { AccessReview } from "#schemas/access-review";
import { type AccessReviewRequest, reviewAccess } from "#services/jobs/access/review-access";
import { noteSignIn, type SignedIn } from "#services/jobs/people/note-sign-in";
import { type Anchor, anchorLedger } from "#services/jobs/record/anchor-ledger";
import { type RotatedKey, type RotationRequest, rotateKey } from "#services/stores/rotation/rotate-key";
import { openTokenStore } from "#services/stores/tokens/open-token-store";
import type { Site } from "./open-site.js";

/** What keeps an estate trustworthy over the years. */
export interface Keeping {
  /** Puts a new signing key in the place of the one in use. */
  rotateKey(request: RotationRequest): Promise<RotatedKey>;
  /** Records where the ledger stood at the end of the last month, once. */
  anchorLedger(): Promise<Anchor | undefined>;
  /** Who may do what; with `by` on record. @throws LockstepError `estate-invalid`, `usage`, `digest-mismatch` */
  reviewAccess(asked: AccessReviewRequest): Promise<AccessReview>;
  /** Records that somebody who may approve came in. */
  noteSignIn(signedIn: SignedIn): Promise<void>;
}

export function keepingOver({ context, ledger, repository, settings, now, dialectOf }: Site): Keeping {
  const tokens = openTokenStore(join(settings.dataFolder, "tokens"));
  return {
    rotateKey: (request) => rotateKey(context, ledger, request),
    anchorLedger: () => anchorLedger({ ledger, now }),
    reviewAccess: (asked) =>
      reviewAccess(asked, { repository, ledger, tokens, now, accessOf: (engine) => dialectOf(engine).access }),
    async noteSignIn(signedIn) {
      await noteSignIn(signedIn, { ledger });
    },
  };
}
