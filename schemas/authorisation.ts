import { type Static, Type } from "typebox";

/** The one registry of authorisation verdicts, in order of precedence (change-control reference, table 2.11). */
export const AuthorisationVerdict = Type.Union([
  Type.Literal("not-applicable"),
  Type.Literal("source-unavailable"),
  Type.Literal("unreferenced"),
  Type.Literal("ticket-unknown"),
  Type.Literal("ticket-cancelled-or-rejected"),
  Type.Literal("on-hold"),
  Type.Literal("scope-mismatch"),
  Type.Literal("exceeds-scope"),
  Type.Literal("standard-scope-exceeded"),
  Type.Literal("freeze-violation"),
  Type.Literal("ticket-closed"),
  Type.Literal("not-approved-at-time"),
  Type.Literal("approval-unproven"),
  Type.Literal("content-mismatch"),
  Type.Literal("out-of-window"),
  Type.Literal("window-unproven"),
  Type.Literal("window-amended-after"),
  Type.Literal("sod-breach"),
  Type.Literal("actor-mismatch"),
  Type.Literal("single-handed-overdue"),
  Type.Literal("pending-retrospective"),
  Type.Literal("retrospective-overdue"),
  Type.Literal("single-handed-pending"),
  Type.Literal("matched-subset"),
  Type.Literal("authorised-retrospective"),
  Type.Literal("authorised-standard"),
  Type.Literal("authorised"),
]);
export type AuthorisationVerdict = Static<typeof AuthorisationVerdict>;

/** What a person should know of a test that is ticked all the same. */
export const AuthorisationNote = Type.Union([
  Type.Literal("scope-too-broad"),
  Type.Literal("ticket-overused"),
  Type.Literal("actor-unattributable"),
  Type.Literal("other-implementer"),
  Type.Literal("single-handed"),
  Type.Literal("matched-subset"),
  Type.Literal("unmatched-digests"),
  Type.Literal("unseen-before"),
]);
export type AuthorisationNote = Static<typeof AuthorisationNote>;

/** One test of one ticket, ticked or crossed. */
export const AuthorisationTest = Type.Object({
  /** Empty where the test is of no ticket. */
  ticket: Type.String(),
  test: Type.String(),
  passed: Type.Boolean(),
  facts: Type.String(),
  note: Type.Optional(AuthorisationNote),
});
export type AuthorisationTest = Static<typeof AuthorisationTest>;

/** How a change lies to the content that its ticket was approved for. */
export const ContentMatch = Type.Object({
  /** `exact`: approved as it is; `subset`: it is, and not all approved with it was done; `beyond`: more; `other`: something else. */
  match: Type.Union([Type.Literal("exact"), Type.Literal("subset"), Type.Literal("beyond"), Type.Literal("other")]),
  /** Paths of this artefact that go beyond, or that differ. */
  beyond: Type.Array(Type.String()),
  /** Digests of approved changes that were not found, the first twenty of them. */
  missing: Type.Array(Type.String()),
  missingCount: Type.Integer({ minimum: 0 }),
});
export type ContentMatch = Static<typeof ContentMatch>;

/** Something that somebody has to do after a change, and by when. */
export const Duty = Type.Object({
  duty: Type.Union([
    Type.Literal("raise"),
    Type.Literal("approve"),
    Type.Literal("review"),
    Type.Literal("review-single-handed"),
  ]),
  state: Type.Union([Type.Literal("done"), Type.Literal("due"), Type.Literal("missed")]),
  /** Before this instant; `null` where nothing tells when it had to be done. */
  due: Type.Union([Type.String(), Type.Null()]),
});
export type Duty = Static<typeof Duty>;

/** What one person alone approved and made, under one ticket. */
export const SingleHandedDecision = Type.Object({
  ticket: Type.String(),
  /** When a run first saw it. */
  since: Type.String(),
  /** `not-seen`: its change no longer stands, and no review was seen while it did. */
  review: Type.Union([Type.Literal("done"), Type.Literal("due"), Type.Literal("missed"), Type.Literal("not-seen")]),
  due: Type.Union([Type.String(), Type.Null()]),
});
export type SingleHandedDecision = Static<typeof SingleHandedDecision>;

/** One act on the artefact, as the engine recorded it, by the engine's own clock. */
export const RecordedAct = Type.Object({
  phase: Type.Union([Type.Literal("save"), Type.Literal("deploy"), Type.Literal("start")]),
  at: Type.String(),
  /** Empty where the engine names nobody. */
  actor: Type.String(),
  /** The engine's own name for it, for example `Update channel`. */
  act: Type.String(),
  /** The engine does not say on which artefact of the kind, or of all: it may have been another one. */
  vague: Type.Optional(Type.Literal(true)),
});
export type RecordedAct = Static<typeof RecordedAct>;

/** The revision numbers that the engine gave the artefact at the last clean and at the first dirty look; `null`: none is known. */
export const Revisions = Type.Object({
  before: Type.Union([Type.String(), Type.Null()]),
  after: Type.Union([Type.String(), Type.Null()]),
});

/** What a verdict rests on: where a later verdict on the same finding is another one, this shows what moved it. */
export const VerdictBasis = Type.Object({
  /** Digest of the rules of change control in force, with the bank holidays. */
  policy: Type.String(),
  /** Whether the ticket systems were read; `none` where none is configured. */
  sources: Type.Union([Type.Literal("read"), Type.Literal("unread"), Type.Literal("none")]),
  /** Digest over the mappings by which the tickets named were derived. */
  mappings: Type.String(),
  /** The same over those tickets, as they were then. */
  tickets: Type.String(),
  /** The same over what was known of the change. */
  change: Type.String(),
});
export type VerdictBasis = Static<typeof VerdictBasis>;

/** What moved a verdict. */
export const Mover = Type.Union([
  Type.Literal("policy-changed"),
  Type.Literal("mapping-changed"),
  Type.Literal("source-returned"),
  Type.Literal("source-lost"),
  /** Ticket systems were declared, or are no longer. */
  Type.Literal("sources-changed"),
  Type.Literal("ticket-gone"),
  Type.Literal("ticket-found"),
  Type.Literal("ticket-updated"),
  Type.Literal("facts-changed"),
  /** A deadline ran out, or an earlier one was met. */
  Type.Literal("time-passed"),
  /** Other changes under the same ticket, or further sights of it, were seen since. */
  Type.Literal("more-seen"),
]);
export type Mover = Static<typeof Mover>;

const Given = Type.Object({
  verdict: AuthorisationVerdict,
  ticket: Type.Union([Type.String(), Type.Null()]),
  /** When it was first given. */
  at: Type.String(),
});

/** The first verdict on a finding, and every other one since. The last of them is the one in force. */
export const VerdictHistory = Type.Object({
  first: Given,
  /** The oldest first; of very many the latest twenty. `source` names what could not be read, where that or its return moved it. */
  moves: Type.Array(
    Type.Object({ ...Given.properties, because: Type.Array(Mover), source: Type.Optional(Type.String()) }),
  ),
});
export type VerdictHistory = Static<typeof VerdictHistory>;

const Interval = Type.Tuple([Type.Union([Type.String(), Type.Null()]), Type.String()]);

/** Whether a change was authorised, by which ticket, and how that was decided. */
export const Authorisation = Type.Object(
  {
    verdict: AuthorisationVerdict,
    ticket: Type.Union([Type.String(), Type.Null()]),
    /** The change lies after the first instant (last clean look) and not after the second (first dirty look). */
    changedBetween: Type.Union([Interval, Type.Null()]),
    /** When it took effect, where the engine records deployments: this is held against the window. */
    tookEffect: Type.Optional(Interval),
    /** What the engine recorded between the two looks: several saves are one net change. Left out where it recorded nothing. */
    acts: Type.Optional(Type.Array(RecordedAct)),
    /** Left out where the engine stamps none. */
    revisions: Type.Optional(Revisions),
    /** Names the engine itself gives; several writers are several. */
    actors: Type.Array(Type.String()),
    /** Those of them that several people use: nobody can be held to what they did. Left out where there are none. */
    unattributable: Type.Optional(Type.Array(Type.String())),
    /** How it lies to the approved content; left out where the ticket is bound to none. */
    content: Type.Optional(ContentMatch),
    /** What is to be done after it, or was; left out where nothing is. */
    duties: Type.Optional(Type.Array(Duty)),
    /** Every test, ticked or crossed, with the facts it used. */
    trace: Type.Array(AuthorisationTest),
    /** Tickets that fit by scope and window, ranked; suggestions, never authority. */
    suggestions: Type.Array(Type.String()),
    /** Left out where no ticket is asked for. */
    basis: Type.Optional(VerdictBasis),
    /** Left out where earlier verdicts were not asked for. */
    history: Type.Optional(VerdictHistory),
  },
  { $id: "lockstep/authorisation@1" },
);
export type Authorisation = Static<typeof Authorisation>;
