import { type Static, Type } from "typebox";
import { ToldEntry } from "./notice-record.js";

/** Something that was told and stands. */
export const StandingNotice = Type.Object({
  channel: Type.String(),
  level: Type.Integer({ minimum: 0 }),
  /** When its state was first told. */
  since: Type.String(),
  state: ToldEntry.properties.state,
  matter: ToldEntry.properties.matter,
  /** The number of the record by which people say that they have seen it. */
  record: Type.Integer({ minimum: 0 }),
  /** Who has seen it; `null`: nobody yet. */
  seenBy: Type.Union([Type.String(), Type.Null()]),
});
export type StandingNotice = Static<typeof StandingNotice>;

/** The answer of `lockstep notices --json`. */
export const NoticesReport = Type.Object(
  { schema: Type.Literal("lockstep/notices@1"), notices: Type.Array(StandingNotice) },
  { $id: "lockstep/notices-report@1" },
);
export type NoticesReport = Static<typeof NoticesReport>;
