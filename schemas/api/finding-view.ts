import { type Static, Type } from "typebox";
import { AuthorisationVerdict } from "../authorisation.js";
import { Finding } from "../finding.js";
import { ArtefactVersion } from "./artefact-version.js";
import { ProposalSummary } from "./proposal-summary.js";

const Maybe = Type.Union([Type.String(), Type.Null()]);

/** Where one of the three sides of a finding comes from. */
export const FindingSide = Type.Object({
  side: Type.Union([Type.Literal("baseline"), Type.Literal("production"), Type.Literal("standby")]),
  /** `null` of the approved baseline. */
  nodeId: Maybe,
  /** The commit that holds it; `null` where the side was not read. */
  commit: Maybe,
  /** When it was read from the node, or approved. */
  at: Maybe,
  /** Of the baseline: who approved it, and under which ticket. */
  approver: Maybe,
  ticket: Maybe,
  /** Versions of the artefact on that node, newest first; none of a baseline. */
  versions: Type.Array(ArtefactVersion),
});
export type FindingSide = Static<typeof FindingSide>;

/** The judgement of one run on a finding, as it was recorded. */
export const FindingSeen = Type.Object({
  runId: Type.String(),
  /** Number of the run's record in the ledger. */
  seq: Type.Integer({ minimum: 0 }),
  at: Type.String(),
  /** Left out where the run recorded none. */
  verdict: Type.Optional(AuthorisationVerdict),
  ticket: Type.Optional(Maybe),
});
export type FindingSeen = Static<typeof FindingSeen>;

/** One finding with everything that is known of it. */
export const FindingView = Type.Object(
  {
    schema: Type.Literal("lockstep/finding-view@1"),
    engineId: Type.String(),
    runId: Type.String(),
    finding: Finding,
    /** Whether it waits for a person's decision. */
    waits: Type.Boolean(),
    /** The proposal that asks for a decision on it; `null` where none does. */
    proposal: Type.Union([Type.Pick(ProposalSummary, ["number", "key", "kind"]), Type.Null()]),
    sides: Type.Array(FindingSide),
    history: Type.Object({
      firstSeen: Type.Union([FindingSeen, Type.Null()]),
      /** How many recorded runs saw this very content. */
      runs: Type.Integer({ minimum: 0 }),
      /** The runs in which the verdict became another, newest first. */
      verdicts: Type.Array(FindingSeen),
    }),
  },
  { $id: "lockstep/finding-view@1" },
);
export type FindingView = Static<typeof FindingView>;
