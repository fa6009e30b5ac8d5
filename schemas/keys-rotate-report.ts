import { type Static, Type } from "typebox";

/** The answer of `lockstep keys rotate --json`. */
export const KeysRotateReport = Type.Object(
  {
    schema: Type.Literal("lockstep/keys-rotate@1"),
    /** Of the key that signs from now on, `SHA256:…`. */
    fingerprint: Type.String(),
    /** Of the key before. */
    previous: Type.String(),
    /** Until when what the old key signs counts; what it signed before stays valid. */
    previousUntil: Type.String(),
    /** True where a rotation that was cut short was brought to its end. */
    finished: Type.Boolean(),
    record: Type.Object({ seq: Type.Integer({ minimum: 0 }), hash: Type.String() }),
  },
  { $id: "lockstep/keys-rotate@1" },
);
export type KeysRotateReport = Static<typeof KeysRotateReport>;
