import { type Static, Type } from "typebox";

/** A run that a schedule made due and that no record tells of. */
export const MissedRun = Type.Object({
  schedule: Type.String(),
  engineId: Type.String(),
  /** The newest instant that was missed, ISO 8601 in UTC. */
  dueAt: Type.String(),
  /** Minutes from then until it was looked for. */
  lateMinutes: Type.Integer(),
  /** How many were missed since the last that was met, this one included. */
  inARow: Type.Integer(),
  /** The last that was met, as far back as it is watched. */
  lastAt: Type.Union([Type.String(), Type.Null()]),
});
export type MissedRun = Static<typeof MissedRun>;

/** The answer of `lockstep watchdog --json`. */
export const WatchdogReport = Type.Object(
  {
    schema: Type.Literal("lockstep/watchdog@1"),
    estate: Type.String(),
    at: Type.String(),
    missed: Type.Array(MissedRun),
  },
  { $id: "lockstep/watchdog@1" },
);
export type WatchdogReport = Static<typeof WatchdogReport>;
