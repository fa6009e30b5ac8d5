import { type Static, Type } from "typebox";

/** The five directions of a drift between approved baseline, production and standby. */
export const DriftCase = Type.Union([
  Type.Literal("in-lockstep"),
  Type.Literal("standby-behind"),
  Type.Literal("production-changed"),
  Type.Literal("both-changed"),
  Type.Literal("diverged"),
]);
export type DriftCase = Static<typeof DriftCase>;

const Side = Type.Union([Type.String(), Type.Null()]);

/** One path in one artefact at which the three sides are not all the same. `null` means absent. */
export const Change = Type.Object(
  {
    /** Names keys, never list positions: `/destinationConnectors/2/properties/remotePort`. `/` is the artefact itself. */
    path: Type.String(),
    /** The path in words a person of the field understands. */
    label: Type.String(),
    kind: Type.Union([Type.Literal("changed"), Type.Literal("missing"), Type.Literal("unexpected")]),
    baseline: Side,
    production: Side,
    standby: Side,
    /** What each node should hold under an expected difference, where one applies. */
    expected: Type.Optional(Type.Object({ rule: Type.String(), production: Side, standby: Side })),
    /** A unified line diff for text of several lines; the sides then hold a digest and a line count. */
    diff: Type.Optional(Type.String()),
    /** True when only white space or line ends differ. */
    whitespaceOnly: Type.Optional(Type.Boolean()),
  },
  { $id: "lockstep/change@1" },
);
export type Change = Static<typeof Change>;

/** Names one artefact in reports: enough to find it on the engine and in Git. */
export const ArtefactRef = Type.Object(
  { kind: Type.String(), key: Type.String(), name: Type.String(), path: Type.String() },
  { $id: "lockstep/artefact-ref@1" },
);
export type ArtefactRef = Static<typeof ArtefactRef>;

/** One fact: an artefact, or paths in it, differ in one direction. */
export const Drift = Type.Object(
  {
    artefact: ArtefactRef,
    case: DriftCase,
    changes: Type.Array(Change),
    /** Set when every change is as an expected difference declares it. */
    explainedBy: Type.Union([Type.String(), Type.Null()]),
    /** Why none of these changes keeps a failover from working, in the product's own word. */
    harmless: Type.Optional(Type.String()),
    /** Digests of the whole artefact on each side, `null` where absent: what a waiver is bound to. */
    digests: Type.Object({ baseline: Side, production: Side, standby: Side }),
  },
  { $id: "lockstep/drift@1" },
);
export type Drift = Static<typeof Drift>;
