import { type Static, Type } from "typebox";
import { AskedPack, FailedPack, MadePack } from "../kept-pack.js";

/** What a pack is asked for. */
export const EvidencePackRequest = Type.Object(
  {
    from: Type.String({ format: "date", description: "the first day, in London" }),
    to: Type.String({ format: "date", description: "the last day, which is part of it" }),
    framework: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 100,
        description: "framework and edition; left out: of the assessment year in which it ends",
      }),
    ),
    engines: Type.Optional(
      Type.Array(Type.String({ minLength: 1, maxLength: 63 }), {
        minItems: 1,
        maxItems: 1000,
        description: "ids; left out: every engine",
      }),
    ),
  },
  { $id: "lockstep/evidence-pack-request@1", additionalProperties: false },
);
export type EvidencePackRequest = Static<typeof EvidencePackRequest>;

/** How a pack that was asked for stands. */
export const EvidencePackStanding = Type.Object(
  {
    schema: Type.Literal("lockstep/evidence-pack-standing@1"),
    id: AskedPack.properties.id,
    state: Type.Union([Type.Literal("waiting"), Type.Literal("at-work"), Type.Literal("made"), Type.Literal("failed")]),
    from: AskedPack.properties.firstDay,
    to: AskedPack.properties.lastDay,
    framework: AskedPack.properties.framework,
    engines: AskedPack.properties.engines,
    by: AskedPack.properties.by,
    schedule: AskedPack.properties.schedule,
    askedAt: AskedPack.properties.askedAt,
    /** `null` unless it was made. */
    made: Type.Union([MadePack, Type.Null()]),
    /** `null` unless it failed. Asked for again, it is tried again. */
    failed: Type.Union([FailedPack, Type.Null()]),
  },
  { $id: "lockstep/evidence-pack-standing@1" },
);
export type EvidencePackStanding = Static<typeof EvidencePackStanding>;

/** The packs that are kept, those asked for last first. */
export const EvidencePackList = Type.Object(
  { schema: Type.Literal("lockstep/evidence-pack-list@1"), items: Type.Array(EvidencePackStanding) },
  { $id: "lockstep/evidence-pack-list@1" },
);
export type EvidencePackList = Static<typeof EvidencePackList>;
