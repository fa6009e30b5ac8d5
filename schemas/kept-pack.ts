import { type Static, Type } from "typebox";

const Day = Type.String({ pattern: "^\\d{4}-\\d{2}-\\d{2}$" });
const strict = { additionalProperties: false };

/** An evidence pack that the service was asked for: kept beside the pack, as long as it. */
export const AskedPack = Type.Object(
  {
    schema: Type.Literal("lockstep/asked-pack@1"),
    /** The same for whoever asks for the same while nothing else was recorded. */
    id: Type.String({ pattern: "^[0-9a-f]{32}$" }),
    /** Both are part of the period. */
    firstDay: Day,
    lastDay: Day,
    /** Framework and edition, for example `nhs-dspt-caf@2025-26`. */
    framework: Type.String(),
    /** Ids, sorted. */
    engines: Type.Array(Type.String(), { minItems: 1 }),
    /** Who asked; `null`: a schedule. */
    by: Type.Union([Type.String(), Type.Null()]),
    /** Id of the schedule in `estate.yaml`; `null`: somebody asked. */
    schedule: Type.Union([Type.String(), Type.Null()]),
    askedAt: Type.String(),
  },
  { $id: "lockstep/asked-pack@1", ...strict },
);
export type AskedPack = Static<typeof AskedPack>;

/** What was made. */
export const MadePack = Type.Object(
  {
    at: Type.String(),
    /** SHA-256 of the whole pack, hex digits. */
    sha256: Type.String({ pattern: "^[0-9a-f]{64}$" }),
    bytes: Type.Integer({ minimum: 0 }),
    /** Fingerprint of the key that signed it. */
    signedBy: Type.String(),
    /** Number of the record that says it was made. */
    record: Type.Integer({ minimum: 0 }),
    /** The newest record that it holds. */
    head: Type.Object({ seq: Type.Integer({ minimum: 0 }), hash: Type.String() }, strict),
  },
  strict,
);
export type MadePack = Static<typeof MadePack>;

/** Why it could not be made. */
export const FailedPack = Type.Object(
  { at: Type.String(), code: Type.String(), message: Type.String(), remedy: Type.String() },
  strict,
);
export type FailedPack = Static<typeof FailedPack>;
