import { join } from "node:path";
import type { AccessReview } from "#schemas/access-review";
import { reviewAccess } from "#services/jobs/access/review-access";
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
  /** Who may do what; with `by` on record. */
  reviewAccess(asked: { readonly by?: string; readonly expected?: string }): Promise<AccessReview>;
  /** Records that somebody who may approve came in. */
  noteSignIn(signedIn: SignedIn): Promise<void>;
}

export function keepingOver({ context, ledger, repository, settings, now }: Site): Keeping {
  const tokens = openTokenStore(join(settings.dataFolder, "tokens"));
  return {
    rotateKey: (request) => rotateKey(context, ledger, request),
    anchorLedger: () => anchorLedger({ ledger, now }),
    reviewAccess: (asked) => reviewAccess(asked, { repository, ledger, tokens, now }),
    async noteSignIn(signedIn) {
      await noteSignIn(signedIn, { ledger });
    },
  };
}
