import { type Static, Type } from "typebox";
import { Role } from "./estate.js";

const Maybe = Type.Union([Type.String(), Type.Null()]);

/** One artefact in which a node is not as approved, and what becomes of it. */
export const AlignedArtefact = Type.Object({
  kind: Type.String(),
  key: Type.String(),
  name: Type.String(),
  act: Type.Union([Type.Literal("add"), Type.Literal("replace"), Type.Literal("remove")]),
  /**
   * `package`: a file brings it. `by-hand`: a step says how. `left-out`: a deletion nobody has consented to, or one nobody agreed to
   * put back. `nowhere`: no node holds it as approved, so that nothing can bring it.
   */
  carried: Type.Union([
    Type.Literal("package"),
    Type.Literal("by-hand"),
    Type.Literal("left-out"),
    Type.Literal("nowhere"),
  ]),
  /** Why it is not in the package; `null` where it is. */
  why: Maybe,
  /** The node that it was read from. */
  from: Maybe,
  /** Digest on the node when the plan was made, and the one to expect; `null`: absent. */
  now: Maybe,
  expected: Maybe,
  /** The file that brings it. */
  file: Maybe,
});
export type AlignedArtefact = Static<typeof AlignedArtefact>;

export const AlignStep = Type.Object({
  number: Type.Integer(),
  /** `check`: look before you go on. `set`: a value of an expected difference that no file could carry. */
  kind: Type.Union([
    Type.Literal("check"),
    Type.Literal("fill"),
    Type.Literal("prepare"),
    Type.Literal("import"),
    Type.Literal("set"),
    Type.Literal("by-hand"),
    Type.Literal("remove"),
    Type.Literal("deploy"),
    Type.Literal("prove"),
  ]),
  what: Type.String(),
  /** Particulars, a line each. */
  details: Type.Array(Type.String()),
});
export type AlignStep = Static<typeof AlignStep>;

/** A value that the package does not hold, because Lockstep never writes one. */
export const AlignPlaceholder = Type.Object({
  placeholder: Type.String(),
  file: Type.String(),
  /** `content`: a message template, or what looks like a patient's. */
  kind: Type.Union([Type.Literal("secret"), Type.Literal("content")]),
});
export type AlignPlaceholder = Static<typeof AlignPlaceholder>;

export const AlignFile = Type.Object({
  path: Type.String(),
  bytes: Type.Integer(),
  digest: Type.String(),
});
export type AlignFile = Static<typeof AlignFile>;

/** What makes one node equal to the approved baseline. A person carries it out; Lockstep writes to no engine. */
export const AlignPlan = Type.Object(
  {
    schema: Type.Literal("lockstep/align-plan@1"),
    engineId: Type.String(),
    product: Type.String(),
    node: Type.Object({ id: Type.String(), role: Role }),
    at: Type.String(),
    dialect: Type.String(),
    baseline: Type.Object({ commit: Type.String(), digest: Type.String(), approver: Type.String() }),
    /** The node as it was read for this plan, and the nodes that the package was read from. */
    target: Type.Object({ digest: Type.String(), takenAt: Type.String(), engineVersion: Maybe }),
    sources: Type.Array(
      Type.Object({ nodeId: Type.String(), digest: Type.String(), takenAt: Type.String(), engineVersion: Maybe }),
    ),
    /** True only where the steps leave nothing that differs from the baseline. */
    complete: Type.Boolean(),
    artefacts: Type.Array(AlignedArtefact),
    steps: Type.Array(AlignStep),
    rollback: Type.Object({
      steps: Type.Array(AlignStep),
      /** Kind and name of what no file can bring back. */
      byHand: Type.Array(Type.String()),
    }),
    placeholders: Type.Array(AlignPlaceholder),
    files: Type.Array(AlignFile),
    warnings: Type.Array(Type.String()),
    /** Deletions among the artefacts, and whether somebody consented to them. */
    deletions: Type.Object({ count: Type.Integer(), allowed: Type.Boolean() }),
    /** Digest of the node's snapshot once every step is done. */
    expectedDigest: Type.String(),
    /** Over everything above: RFC 8785, `sha256:` and 64 hex digits. */
    digest: Type.String(),
  },
  { $id: "lockstep/align-plan@1" },
);
export type AlignPlan = Static<typeof AlignPlan>;

/** What the ledger keeps of a plan, so that a later run can prove it: the body of a record of type `alignment-planned`. */
export const AlignmentPlanned = Type.Object(
  {
    engineId: Type.String(),
    nodeId: Type.String(),
    at: Type.String(),
    dialect: Type.String(),
    /** Of the plan, of the baseline it aligns to, and of the node when it was planned. */
    digest: Type.String(),
    baseline: Type.String(),
    target: Type.String(),
    /** Of the node's snapshot once every step is done. */
    expectedDigest: Type.String(),
    complete: Type.Boolean(),
    deletionsAllowed: Type.Boolean(),
    /** What the steps bring or take away (`null`), by its digest. */
    brings: Type.Array(Type.Object({ kind: Type.String(), key: Type.String(), expected: Maybe })),
    /** How many artefacts stay as they are, although they are not as approved. */
    left: Type.Integer(),
  },
  { $id: "lockstep/alignment-planned@1" },
);
export type AlignmentPlanned = Static<typeof AlignmentPlanned>;

/** Whether a plan may still be carried out: what `align --check` tells. */
export const AlignCheckReport = Type.Object(
  {
    schema: Type.Literal("lockstep/align-check-report@1"),
    engineId: Type.String(),
    nodeId: Type.String(),
    plan: Type.String(),
    at: Type.String(),
    state: Type.Union([
      Type.Literal("valid"),
      Type.Literal("stale"),
      Type.Literal("carried-out"),
      Type.Literal("unknown"),
    ]),
    /** Why it is stale or cannot be told, a sentence each. */
    reasons: Type.Array(Type.String()),
  },
  { $id: "lockstep/align-check-report@1" },
);
export type AlignCheckReport = Static<typeof AlignCheckReport>;

/** What `align` prints with `--json`. */
export const AlignReport = Type.Object(
  {
    schema: Type.Literal("lockstep/align-report@1"),
    /** Where it was written; `null`: there is nothing to carry out, so nothing was written or recorded. */
    folder: Maybe,
    plan: AlignPlan,
  },
  { $id: "lockstep/align-report@1" },
);
export type AlignReport = Static<typeof AlignReport>;
