import type { GovernanceFinding } from "#schemas/review-report";
import { brokenPolicy } from "#services/compose/estate/in-force";
import { LockstepError } from "#services/core/errors";
import { DEFAULT_POLICY } from "#services/core/policy/default-policy";
import type { Governed } from "#services/core/policy/parse-governed";
import { followAlone } from "#services/jobs/review/follow-alone";
import type { ReviewPass } from "#services/jobs/review/review-pass";
import { type ReviewParts, reviewPassOf } from "./review-estate.js";

/** What is in force, and what a pass over it is put together from. */
export interface EstateReviews {
  readonly read: () => Promise<Governed>;
  readonly partsOf: (governed: Governed) => Omit<ReviewParts, "estate" | "policy">;
}

/** A pass, and what was found on the way to it. */
export interface OpenedPass {
  readonly pass: ReviewPass;
  readonly found: readonly GovernanceFinding[];
}

/**
 * Puts a pass together for the forge that the estate declares; `undefined` where it declares none. Where the policy in force does not read, the
 * forge is followed first, since the mend may stand there. Where it is not there either, nothing is settled and nobody is asked: opening the pass
 * says why.
 */
export async function openReviewPass({ read, partsOf }: EstateReviews): Promise<OpenedPass | undefined> {
  const governed = await read();
  const pass = passOver(governed, partsOf);
  if (pass === undefined || governed.policy !== undefined) return pass && { pass, found: [] };
  const found = await followed(pass);
  const mended = await read();
  const again = passOver(mended, partsOf) ?? pass;
  if (mended.policy !== undefined) return { pass: again, found };
  const why = brokenPolicy(mended.problems);
  return { pass: { ...again, open: () => Promise.reject(why) }, found };
}

function passOver(governed: Governed, partsOf: EstateReviews["partsOf"]): ReviewPass | undefined {
  const { estate, policy } = governed;
  if (estate?.forge === undefined) return undefined;
  return reviewPassOf({ ...partsOf(governed), estate, policy: policy ?? DEFAULT_POLICY });
}

/** A forge that cannot be asked has no mend to give now: what is told is that the policy does not read. */
async function followed(pass: ReviewPass): Promise<readonly GovernanceFinding[]> {
  try {
    return await followAlone(pass);
  } catch (error) {
    if (error instanceof LockstepError && error.code !== "aborted" && error.code !== "bug") return [];
    throw error;
  }
}
