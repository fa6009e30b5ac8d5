import { type Static, Type } from "typebox";
import { ChangeTrail, TicketTrail } from "./trace-report.js";

/** A change that was drawn, and why it was as likely as it was. */
export const SampledChange = Type.Object({
  /** In the order of the draw. */
  place: Type.Integer({ minimum: 1 }),
  changeId: Type.String(),
  engine: Type.String(),
  item: Type.Union([Type.String(), Type.Null()]),
  foundAt: Type.String(),
  /** Number of the record of the run that found it first; `null`: none stands for it. */
  record: Type.Union([Type.Integer(), Type.Null()]),
  weight: Type.Integer({ minimum: 1 }),
  shares: Type.Array(Type.Object({ because: Type.String(), weight: Type.Integer() })),
});
export type SampledChange = Static<typeof SampledChange>;

/** What was drawn from which population, and how, so that it can be drawn again. */
export const ChangeSample = Type.Object({
  population: Type.Integer({ minimum: 0 }),
  size: Type.Integer({ minimum: 1 }),
  seed: Type.Integer({ minimum: 0 }),
  by: Type.Union([Type.Literal("random"), Type.Literal("risk")]),
  method: Type.String(),
  /** What is weighed; empty where every change is equally likely. */
  weights: Type.Array(Type.String()),
  drawn: Type.Array(SampledChange),
});
export type ChangeSample = Static<typeof ChangeSample>;

/** The answer of `lockstep evidence sample --json`. */
export const SampleReport = Type.Object(
  {
    schema: Type.Literal("lockstep/evidence-sample@1"),
    estate: Type.String(),
    from: Type.String(),
    to: Type.String(),
    engines: Type.Array(Type.String()),
    ...ChangeSample.properties,
    /** The trail of each, in the order of the draw. */
    trails: Type.Array(ChangeTrail),
    /** How the tickets that they name stood, as far as that is remembered. */
    tickets: Type.Array(TicketTrail),
  },
  { $id: "lockstep/evidence-sample@1" },
);
export type SampleReport = Static<typeof SampleReport>;
