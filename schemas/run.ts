import { type Static, Type } from "typebox";
import {
  AuthorisationVerdict,
  RecordedAct,
  Revisions,
  SingleHandedDecision,
  VerdictBasis,
  VerdictHistory,
} from "./authorisation.js";
import { Role } from "./estate.js";
import { KnownExercise } from "./exercise.js";
import { PassingFacts } from "./passing-change.js";
import { ReadinessVerdict } from "./readiness.js";
import { Occasion } from "./schedule.js";
import { Coverage } from "./snapshot.js";

const Maybe = Type.Union([Type.String(), Type.Null()]);

/** Something that kept a run from telling, by its code in the registry of errors. */
export const RunProblem = Type.Object({
  code: Type.String(),
  message: Type.String(),
  /** What to do about it; left out: what the registry of errors says of its code. */
  remedy: Type.Optional(Type.String()),
});
export type RunProblem = Static<typeof RunProblem>;

/** One look at one node: also a look that saw nothing new, and one that failed. */
export const Look = Type.Object({
  nodeId: Type.String(),
  role: Role,
  /** When the node was read; `null` where this run could not read it. */
  takenAt: Maybe,
  /** The snapshot commit judged: of this look, or the last one stored. */
  commit: Maybe,
  /** When that snapshot was last seen to hold. */
  seenAt: Maybe,
  digest: Maybe,
  /** The id that the engine gave itself in this look; another one later is another server. */
  serverId: Type.Optional(Type.String()),
  changed: Type.Boolean(),
  clockSkewMs: Type.Optional(Type.Number()),
  coverage: Type.Union([Coverage, Type.Null()]),
  problems: Type.Array(RunProblem),
});
export type Look = Static<typeof Look>;

/** What is known of the change behind one finding, kept so that a verdict can be derived again. */
export const ChangeFactsRecord = Type.Object({
  engineId: Type.String(),
  nodeId: Type.String(),
  role: Role,
  interval: Type.Tuple([Maybe, Type.String()]),
  tookEffect: Type.Union([Type.Tuple([Maybe, Type.String()]), Type.Null()]),
  actors: Type.Array(Type.String()),
  /** Left out where the engine recorded none. */
  acts: Type.Optional(Type.Array(RecordedAct)),
  /** Left out where the engine stamps none. */
  revisions: Type.Optional(Revisions),
  digest: Maybe,
  references: Type.Array(Type.String()),
});
export type ChangeFactsRecord = Static<typeof ChangeFactsRecord>;

/** A change that was made and undone between two looks, with what tickets are held against. */
export const PassingChangeRecord = Type.Object({ ...PassingFacts.properties, change: ChangeFactsRecord });
export type PassingChangeRecord = Static<typeof PassingChangeRecord>;

/** A time between two looks at a node of which cannot be told whether anything was changed and put back in it. */
export const UntoldTime = Type.Object({
  nodeId: Type.String(),
  /** The two looks. */
  between: Type.Tuple([Type.String(), Type.String()]),
  /**
   * `record-too-short`: the engine's record begins after the earlier look. `reader-changed`: another reader made the earlier snapshot.
   * `snapshot-lost`: it cannot be opened.
   */
  because: Type.Union([
    Type.Literal("record-too-short"),
    Type.Literal("reader-changed"),
    Type.Literal("snapshot-lost"),
  ]),
});
export type UntoldTime = Static<typeof UntoldTime>;

/** What came and went between looks, as far as the engines' records tell. */
export const PassingRecord = Type.Object({
  /** Of the last seven days, the earliest seen first. */
  changes: Type.Array(PassingChangeRecord),
  /** Of this run. */
  untold: Type.Array(UntoldTime),
});
export type PassingRecord = Static<typeof PassingRecord>;

/** By finding id, the changes behind it. */
export type ChangesByFinding = Readonly<Record<string, ChangeFactsRecord[]>>;

/** How one ticket system stood when an engine was judged. */
export const TicketSourceState = Type.Object({
  system: Type.String(),
  /** Its id in `estate.yaml`. */
  instance: Type.String(),
  state: Type.Union([Type.Literal("read"), Type.Literal("unavailable")]),
  /** Why it could not be read, as a sentence; `null` where it was. */
  message: Maybe,
  /** Every edit before this instant was seen; `null` where it was not read. */
  completeTo: Maybe,
  /** When it last told of a ticket that was asked for by number, where it told of one. */
  askedTo: Type.Optional(Type.String()),
  /** Numbers that were asked for and that it does not hold. */
  gone: Type.Array(Type.String()),
  /** Numbers that were asked for and that it may hold: it hides something of them from the account. */
  hidden: Type.Optional(Type.Array(Type.String())),
  /** What a person should know of its answers, a sentence each. */
  warnings: Type.Optional(Type.Array(Type.String())),
  /** Digest of declaration and mapping: a look by other ones is no beginning for the next. */
  asked: Type.String(),
});
export type TicketSourceState = Static<typeof TicketSourceState>;

/** What the tickets of ticket systems were when an engine was judged. */
export const TicketsJudged = Type.Object({
  /** The commit on `tickets` with every fact known then. */
  commit: Maybe,
  sources: Type.Array(TicketSourceState),
});
export type TicketsJudged = Static<typeof TicketsJudged>;

/** The verdict on one change, kept so that a later run can tell what became of it. */
export const VerdictRecord = Type.Object({
  verdict: AuthorisationVerdict,
  ticket: Maybe,
  basis: VerdictBasis,
  history: VerdictHistory,
});
export type VerdictRecord = Static<typeof VerdictRecord>;

/** By finding id, the verdict on its change. */
export type VerdictsByFinding = Readonly<Record<string, VerdictRecord>>;

/** The upload of a collector that an engine was judged by. */
export const CollectedRun = Type.Object({
  collector: Type.String(),
  sequence: Type.Integer(),
  /** Digest of the text that the collector signed. */
  upload: Type.String(),
});
export type CollectedRun = Static<typeof CollectedRun>;

const Count = Type.Integer({ minimum: 0 });

/** How many nodes a check was to look at, and what became of each: seen + skipped + failed = expected. */
export const Counted = Type.Object({ expected: Count, seen: Count, skipped: Count, failed: Count });
export type Counted = Static<typeof Counted>;

export const EngineRun = Type.Object({
  engineId: Type.String(),
  /** The instant judged at. */
  at: Type.String(),
  looks: Type.Array(Look),
  /** Left out in records from before there were sums. */
  counted: Type.Optional(Counted),
  /** Left out where the run read the nodes itself, and where the collector had handed in nothing yet. */
  collected: Type.Optional(CollectedRun),
  /** The baseline judged against, with the hash of the record that approved it, or why none did. */
  baseline: Type.Union([
    Type.Object({ commit: Type.String(), record: Maybe, unproven: Type.Optional(Type.String()) }),
    Type.Null(),
  ]),
  /** By the standby judged, then by finding id: one change for each node that left the baseline. */
  changes: Type.Record(Type.String(), Type.Record(Type.String(), Type.Array(ChangeFactsRecord))),
  /** By the standby judged. Left out: the estate declares no ticket system. */
  tickets: Type.Optional(Type.Record(Type.String(), TicketsJudged)),
  /** Hashes of the override records that were in force or owed a ticket; left out where there were none. */
  overrides: Type.Optional(Type.Array(Type.String())),
  /** In the same order, the verdict on each. Left out in records from before there was a history. */
  verdicts: Type.Optional(Type.Record(Type.String(), Type.Record(Type.String(), VerdictRecord))),
  /** What one person alone decided, as far back as it is counted; left out where there is none. */
  singleHanded: Type.Optional(Type.Array(SingleHandedDecision)),
  /** What came and went between the looks; left out where there is nothing to tell. */
  passing: Type.Optional(PassingRecord),
  /** Of each kind of exercise the latest that proved it, as known then; left out where there was none. */
  exercised: Type.Optional(Type.Array(KnownExercise)),
  /** What broke the check of this engine off, where something did: then nothing else of it counts. */
  failure: Type.Optional(RunProblem),
  verdict: ReadinessVerdict,
  findings: Type.Integer(),
  waiting: Type.Integer(),
  expiresAt: Type.String(),
  /** Digest over the engine's report: deriving it again must give the same. */
  reportDigest: Type.String(),
});
export type EngineRun = Static<typeof EngineRun>;

/** One pass over some engines: the body of a ledger record of type `run`. */
export const Run = Type.Object(
  {
    runId: Type.String(),
    at: Type.String(),
    /** The schedule that made it due, and the instant that was meant; left out where somebody asked for it. Then there is one engine. */
    occasion: Type.Optional(Occasion),
    policyCommit: Type.String(),
    /** Digest of the tickets read, held in a `ticket-snapshot` record; `null` where there is no ticket source. */
    tickets: Type.Union([
      Type.Object({ state: Type.Union([Type.Literal("read"), Type.Literal("unavailable")]), digest: Maybe }),
      Type.Null(),
    ]),
    /** How each declared ticket system stood when the run began; left out where none is declared. */
    ticketSystems: Type.Optional(TicketsJudged),
    problems: Type.Array(RunProblem),
    engines: Type.Array(EngineRun),
  },
  { $id: "lockstep/run@1" },
);
export type Run = Static<typeof Run>;
