import { type Static, Type } from "typebox";
import { Authorisation } from "./authorisation.js";
import { ArtefactRef } from "./drift.js";
import { Role } from "./estate.js";

/** What is known of a change that was made and undone between two looks: neither look differs, and the engine's record tells of it. */
export const PassingFacts = Type.Object({
  /** Digest of the node, the artefact and the saves: the same change has the same id in every run. */
  id: Type.String(),
  nodeId: Type.String(),
  role: Role,
  /** With `*` as key: all of the kind, which was put in place as a whole. */
  artefact: ArtefactRef,
  /** What both looks saw: the same content, or nothing where it was made and taken away again. */
  held: Type.Union([Type.Literal("same"), Type.Literal("absent")]),
  /** The two looks. */
  between: Type.Tuple([Type.String(), Type.String()]),
  /** How often it was saved in between; taking it away counts. */
  saves: Type.Integer({ minimum: 2 }),
  /**
   * Whether it was deployed between the first and the last of these saves, and so may have reached patients. `still`: it was, and nothing
   * shows that what was put back was deployed since. `unknown`: the engine does not tell.
   */
  deployed: Type.Union([Type.Literal("yes"), Type.Literal("still"), Type.Literal("no"), Type.Literal("unknown")]),
  /** The instant of the run that found it. */
  seenAt: Type.String(),
});
export type PassingFacts = Static<typeof PassingFacts>;

/** The same in a report: whose it is, whether a ticket covers it, and what is asked of them. */
export const PassingChange = Type.Object({
  ...PassingFacts.properties,
  concept: Type.String(),
  tier: Type.Integer(),
  flow: Type.String(),
  owner: Type.String(),
  /** What the owner is asked to do. */
  asked: Type.String(),
  authorisation: Authorisation,
});
export type PassingChange = Static<typeof PassingChange>;
