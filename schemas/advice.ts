import { type Static, Type } from "typebox";
import { GateVerdict } from "./gate.js";
import { Runtime } from "./runtime-facts.js";

/** One thing that a standby will lack, or do otherwise than production. */
export const AdviceItem = Type.Object({
  tier: Type.Integer(),
  flow: Type.String(),
  /** What it is: the artefact as people call it. */
  what: Type.String(),
  /** How the standby differs, as a sentence. */
  how: Type.String(),
  /** What goes wrong for patients or staff. */
  meaning: Type.String(),
  owner: Type.String(),
  finding: Type.String(),
});
export type AdviceItem = Static<typeof AdviceItem>;

/** The answer of `GET /advice/<engine>`: what to expect of the standby in an emergency. It gates nothing. */
export const Advice = Type.Object(
  {
    schema: Type.Literal("lockstep/advice@1"),
    engineId: Type.String(),
    at: Type.String(),
    /** Said in every answer, so that nobody reads one as a refusal. */
    scope: Type.Literal("advice for an emergency: it never forbids a failover"),
    verdict: GateVerdict,
    asOf: Type.Union([Type.String(), Type.Null()]),
    ageSeconds: Type.Union([Type.Integer({ minimum: 0 }), Type.Null()]),
    /** How much differs, by tier; left out for who may not read the engine. */
    byTier: Type.Optional(Type.Record(Type.String(), Type.Integer({ minimum: 0 }))),
    /** Codes of what could not be told. */
    doubts: Type.Array(Type.String()),
    /** What will be missing, the worst first; left out for who may not read the engine. */
    items: Type.Optional(Type.Array(AdviceItem)),
    /** What ran at the last look; left out with them. */
    runtime: Type.Optional(Runtime),
    /** What is left out for who may not read the engine, and how to ask for it; left out for who may. */
    withheld: Type.Optional(Type.String()),
    /** How many more there are than `items` tells; left out with them. */
    omitted: Type.Optional(Type.Integer({ minimum: 0 })),
  },
  { $id: "lockstep/advice@1" },
);
export type Advice = Static<typeof Advice>;
