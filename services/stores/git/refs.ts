import { randomBytes } from "node:crypto";
import { LockstepError } from "#services/core/errors";

/** What people govern. */
export const MAIN_REF = "refs/heads/main";

/** The append-only record. */
export const LEDGER_REF = "refs/heads/ledger";

/** What ticket systems answered. */
export const TICKETS_REF = "refs/heads/tickets";

/** What a collector handed in of one engine, as it was signed. @throws LockstepError `selector-unknown` */
export function collectedRef(engineId: string): string {
  return `refs/heads/collected/${checkId(engineId)}`;
}

/** Below it stand proposals, a branch each. */
export const DRIFT_REFS = "refs/heads/drift/";

/** Below it stands what was last fetched from the forge. */
export const FORGE_REFS = "refs/forge/";

/** Below it stand the trees of writers at work; hidden from clones. */
export const TEMPORARY_REFS = "refs/lockstep/tmp/";

/** The snapshots of one node. @throws LockstepError `selector-unknown` where an id is not of the estate's form */
export function observedRef(engineId: string, nodeId: string): string {
  return `refs/heads/observed/${checkId(engineId)}/${checkId(nodeId)}`;
}

/** The folder of an engine's baseline on `main`. @throws LockstepError `selector-unknown` */
export function baselineFolder(engineId: string): string {
  return `baselines/${checkId(engineId)}`;
}

/** The branch of a proposal. @throws LockstepError `selector-unknown` */
export function proposalRef(engineId: string, key: string): string {
  return `${DRIFT_REFS}${checkId(engineId)}/${checkId(key)}`;
}

/** The folder of what people read of a proposal. @throws LockstepError `selector-unknown` */
export function reviewFolder(engineId: string, key: string): string {
  return `reviews/${checkId(engineId)}/${checkId(key)}`;
}

/** A reference nobody else uses. */
export function newTemporaryRef(): string {
  return `${TEMPORARY_REFS}${randomBytes(12).toString("hex")}`;
}

/** Refuses anything but a whole or shortened object id, so that no text of a caller is taken for an option or expression. */
export function checkObjectId(id: string): string {
  if (/^[0-9a-f]{7,64}$/.test(id)) return id;
  throw new LockstepError("selector-unknown", "a commit is named by 7 to 64 hex digits");
}

// The estate's own form of an id: it can be neither an option, nor a path, nor a ref expression.
function checkId(id: string): string {
  if (/^[a-z0-9][a-z0-9-]{0,62}$/.test(id)) return id;
  throw new LockstepError("selector-unknown", "an engine or node id is lower-case letters, digits and hyphens");
}
