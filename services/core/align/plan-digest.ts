import canonicalize from "canonicalize";
import type { AlignPlan } from "#schemas/align-plan";
import { digestOf } from "../text/digest.js";

/** The digest of a plan: over everything it says, its files by their own digests. */
export function planDigest({
  digest: _digest,
  ...plan
}: Omit<AlignPlan, "digest"> & { readonly digest?: string }): string {
  return digestOf(canonicalize(plan) ?? "");
}
