import type { ArtefactRef } from "#schemas/drift";
import type { Engine } from "#schemas/estate";
import type { Finding } from "#schemas/finding";
import type { Policy } from "#schemas/policy";
import type { ReadinessReason } from "#schemas/readiness";
import type { Snapshot } from "#schemas/snapshot";
import type { Sides } from "../comparison/sides.js";
import type { ErrorCode } from "../errors.js";
import type { Overrides } from "../override/resolve-overrides.js";

/** Something that kept Lockstep from telling, by its code in the registry of errors. */
export interface Problem {
  readonly code: ErrorCode;
  readonly message: string;
  /** Left out: what the registry says of the code. */
  readonly remedy?: string;
}

/** One node as the judgement sees it. */
export interface NodeView {
  readonly nodeId: string;
  /** The snapshot judged: of this run, or the last one stored; `undefined` where there has never been one. */
  readonly snapshot: Snapshot | undefined;
  /** What kept this run from reading the node, if anything did. */
  readonly problems: readonly Problem[];
}

/** An artefact that had to be opened, and whose content was purged from the repository on some of its sides. */
export interface PurgedArtefact {
  readonly artefact: ArtefactRef;
  readonly sides: readonly (keyof Sides<unknown>)[];
}

export interface ReadinessInput {
  readonly engine: { readonly id: string; readonly owner: string; readonly standbyMode?: Engine["standbyMode"] };
  readonly at: string;
  readonly policy: Policy;
  readonly production: NodeView;
  readonly standby: NodeView;
  /** The approved baseline, or why there is none to stand on. */
  readonly baseline:
    | { readonly snapshot: Snapshot }
    | { readonly missing: "none" | "unproven"; readonly message: string };
  readonly findings: readonly Finding[];
  /** Faults of the estate as a whole: policy, ledger, tickets. */
  readonly problems: readonly Problem[];
  /** What a person should know and what changes no verdict. */
  readonly notes: readonly ReadinessReason[];
  /** What was changed and put back between two looks: notes, or reasons where policy says so. Default: nothing. */
  readonly passing?: readonly ReadinessReason[] | undefined;
  /** That an exercise is owed: a note, or a reason where policy says so. Default: nothing. */
  readonly practice?: readonly ReadinessReason[] | undefined;
  /** The last instant before an exercise that is owed then would be a reason. RFC 3339 UTC. Default: none will be. */
  readonly practiceHoldsUntil?: string | undefined;
  /** What people have set aside for now. Default: nothing. */
  readonly overrides?: Pick<Overrides, "inForce" | "owed"> | undefined;
  /** What would have to be opened to be judged, and was purged. */
  readonly purged?: readonly PurgedArtefact[] | undefined;
  /** Kinds that carry messages; a finding on any other kind counts against every flow. */
  readonly interfaceKinds: readonly string[];
  /** Kinds that are hidden, with all that they hold, from an account that may not view them. */
  readonly hidingKinds?: readonly string[] | undefined;
}
