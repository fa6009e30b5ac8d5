import { type Static, Type } from "typebox";
import { AuthorisationTest } from "./authorisation.js";

const Maybe = Type.Union([Type.String(), Type.Null()]);

/** One thing that is known to have happened with a change, and the record that says so. */
export const TrailStep = Type.Object({
  /** `null`: nothing tells when. */
  at: Maybe,
  kind: Type.Union([
    /** What the engine itself recorded. */
    Type.Literal("engine-act"),
    /** A look at a node, before or after. */
    Type.Literal("look"),
    /** A run that found it, or did not any more. */
    Type.Literal("run"),
    Type.Literal("verdict"),
    /** How the ticket stood, as its system told. */
    Type.Literal("ticket"),
    Type.Literal("decision"),
    Type.Literal("baseline"),
    Type.Literal("override"),
    Type.Literal("alignment"),
    Type.Literal("gone"),
  ]),
  /** Who acted, as the record or the engine names them. */
  who: Maybe,
  /** A sentence without values of configuration. */
  told: Type.String(),
  /** Number of the record of the ledger; `null`: it stands in none of its own. */
  record: Type.Union([Type.Integer(), Type.Null()]),
});
export type TrailStep = Static<typeof TrailStep>;

/** One change from what the engine recorded of it to its end. */
export const ChangeTrail = Type.Object({
  changeId: Type.String(),
  kind: Type.Union([Type.Literal("difference"), Type.Literal("passing change"), Type.Literal("alignment")]),
  engine: Type.String(),
  /** `null`, as what follows: the run that found it can no longer be derived again. */
  item: Maybe,
  itemPath: Maybe,
  /** Which of its parts differed, in words. */
  parts: Type.Array(Type.String()),
  severity: Maybe,
  tier: Type.Union([Type.Integer(), Type.Null()]),
  flow: Maybe,
  owner: Maybe,
  verdict: Maybe,
  ticket: Maybe,
  /** Digests by which tickets and decisions name it. */
  digests: Type.Array(Type.String()),
  /** Records of the first and the last run that found it, and how many did. */
  firstRecord: Type.Integer(),
  lastRecord: Type.Integer(),
  runs: Type.Integer(),
  /** In the order of time. */
  steps: Type.Array(TrailStep),
  /** Every test that its last verdict rests on. */
  tests: Type.Array(AuthorisationTest),
  /** What cannot be told, a sentence each. */
  notes: Type.Array(Type.String()),
});
export type ChangeTrail = Static<typeof ChangeTrail>;

/** How a ticket stood, from the first sight of it on. */
export const TicketTrail = Type.Object({
  number: Type.String(),
  system: Type.String(),
  kind: Type.String(),
  approval: Type.String(),
  window: Type.Object({ start: Maybe, end: Maybe }),
  implementers: Type.Array(Type.String()),
  requester: Maybe,
  /** Names that it gives to what is to be changed. */
  names: Type.Array(Type.String()),
  steps: Type.Array(TrailStep),
});
export type TicketTrail = Static<typeof TicketTrail>;

/** The answer of `lockstep trace --json`. */
export const TraceReport = Type.Object(
  {
    schema: Type.Literal("lockstep/trace@1"),
    asked: Type.Object({
      by: Type.Union([Type.Literal("change"), Type.Literal("ticket"), Type.Literal("record")]),
      value: Type.String(),
    }),
    /** As ticket systems told of it; empty where no ticket was asked for, or none is remembered. */
    tickets: Type.Array(TicketTrail),
    trails: Type.Array(ChangeTrail),
  },
  { $id: "lockstep/trace@1" },
);
export type TraceReport = Static<typeof TraceReport>;
