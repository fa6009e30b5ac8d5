import type { Snapshot } from "#schemas/snapshot";
import { findSuspectExport, type SuspicionContext } from "./find-suspect-export.js";

/**
 * Tells whether what a snapshot lacks may simply not have been read: then its absence is no drift, and the verdict is
 * `unknown` by its coverage.
 */
export function isAbsenceDoubtful(
  snapshot: Snapshot,
  { baseline, ...context }: Omit<SuspicionContext, "baseline"> & { readonly baseline: Snapshot | undefined },
): boolean {
  if (!snapshot.coverage.complete || snapshot.entries.length === 0) return true;
  return baseline !== undefined && findSuspectExport(snapshot, { baseline, ...context }) !== undefined;
}
