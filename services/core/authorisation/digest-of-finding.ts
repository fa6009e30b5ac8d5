import type { Finding } from "#schemas/finding";
import { type ChangeOperation, changeDigest } from "./change-digest.js";

/** The side of a finding that left the approved baseline. */
export type ChangedSide = "production" | "standby";

export interface FindingContent {
  readonly engineId: string;
  readonly side: ChangedSide;
  /** The reader in use, for example `mirth-connect/1`. */
  readonly dialect: string;
}

/** The digest of what a finding shows on one side, or of some of it: the very one that a preview of the same change gives. */
export function digestOfFinding(
  { artefact, changes }: Pick<Finding, "artefact" | "changes">,
  { engineId, side, dialect }: FindingContent,
): string {
  const { kind, key } = artefact;
  return changeDigest({
    scope: { engine: engineId, kind, key },
    fromDigest: null,
    toDigest: null,
    dialect,
    ops: changes.map((change): ChangeOperation => ({ path: change.path, from: change.baseline, to: change[side] })),
  });
}
