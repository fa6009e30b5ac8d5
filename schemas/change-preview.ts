import { type Static, Type } from "typebox";
import { ArtefactRef } from "./drift.js";
import { Severity } from "./finding.js";

const Side = Type.Union([Type.String(), Type.Null()]);
const Maybe = Type.Union([Type.String(), Type.Null()]);

/** One path that will not be as approved any more. */
export const PreviewedPath = Type.Object({
  path: Type.String(),
  label: Type.String(),
  kind: Type.Union([Type.Literal("changed"), Type.Literal("added"), Type.Literal("removed")]),
  /** In the approved baseline; `null`: absent. */
  from: Side,
  /** As production will hold it; `null`: absent. */
  to: Side,
  diff: Type.Optional(Type.String()),
  whitespaceOnly: Type.Optional(Type.Boolean()),
  /** Set where an expected difference says what production should hold there, and this is another value. */
  expected: Type.Optional(Type.Object({ rule: Type.String(), value: Side })),
});
export type PreviewedPath = Static<typeof PreviewedPath>;

/** One artefact that will change, and the digest of what will change in it. */
export const PreviewedChange = Type.Object({
  artefact: ArtefactRef,
  /** What the artefact is to a person who knows no product, for example `lookup`. */
  concept: Type.String(),
  what: Type.Union([Type.Literal("changed"), Type.Literal("added"), Type.Literal("removed")]),
  severity: Severity,
  tier: Type.Integer(),
  flow: Type.String(),
  owner: Type.String(),
  /** What goes wrong for patients or staff where it is wrong. */
  meaning: Type.String(),
  /** Why the standby must get the same for a failover to work at all; left out where that is not so. */
  mustMatch: Type.Optional(Type.String()),
  paths: Type.Array(PreviewedPath),
  /** The digest that the same change will have when it is seen on production: it goes into the ticket. */
  digest: Type.String(),
});
export type PreviewedChange = Static<typeof PreviewedChange>;

/** The answer of `lockstep change preview --json`: what will change, whom it touches, and the digests for the ticket. */
export const ChangePreview = Type.Object(
  {
    schema: Type.Literal("lockstep/change-preview@1"),
    engineId: Type.String(),
    product: Type.String(),
    /** The reader in use: another one gives other digests. */
    dialect: Type.String(),
    at: Type.String(),
    candidate: Type.Object({
      name: Type.String(),
      from: Type.Union([Type.Literal("files"), Type.Literal("snapshot")]),
      artefacts: Type.Integer(),
      /** True: what it does not hold is left as it is. False: what it does not hold will be removed. */
      partial: Type.Boolean(),
    }),
    baseline: Type.Object({ commit: Type.String(), digest: Type.String(), approver: Type.String(), ticket: Maybe }),
    changes: Type.Array(PreviewedChange),
    /** By flow, how many of the changes touch it: the most urgent first. */
    flows: Type.Array(Type.Object({ flow: Type.String(), tier: Type.Integer(), changes: Type.Integer() })),
    /** The digest of all changes together, which says in the ticket that there are no others; `null` where nothing will change. */
    setDigest: Maybe,
    /** What the person should settle first, in sentences. */
    warnings: Type.Array(Type.String()),
  },
  { $id: "lockstep/change-preview@1" },
);
export type ChangePreview = Static<typeof ChangePreview>;
