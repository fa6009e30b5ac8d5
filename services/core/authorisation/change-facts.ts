import type { RecordedAct } from "#schemas/authorisation";
import type { Role } from "#schemas/estate";

/** A time that holds a change: after the first instant (`null`: no clean look ever) and not after the second. */
export type ChangeInterval = readonly [notBefore: string | null, notAfter: string];

/** What is known of one change on one node: the side of a finding that left the approved baseline. */
export interface ChangeFacts {
  readonly engineId: string;
  readonly nodeId: string;
  /** The node's role when it changed, which is not always its role now. */
  readonly role: Role;
  /** When it was made: from the last clean to the first dirty look, narrowed by the engine's own record. */
  readonly interval: ChangeInterval;
  /** When it took effect, where the engine records deployments: held against the window in place of `interval`. */
  readonly tookEffect: ChangeInterval | null;
  /** Accounts that the engine names for it. */
  readonly actors: readonly string[];
  /** See `listActs`; left out where the engine recorded none. */
  readonly acts?: readonly RecordedAct[];
  /** The engine's own numbers for the artefact before and after; left out where it stamps none. */
  readonly revisions?: { readonly before: string | null; readonly after: string | null };
  /** See `changeDigest`; `null` where it was not computed. */
  readonly digest: string | null;
  /** Ticket numbers that came with this change; see `findReferences`. */
  readonly references: readonly string[];
}
