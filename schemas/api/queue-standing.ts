import { type Static, Type } from "typebox";

/** What waits to be done, what is being done, and what comes again by itself. */
export const QueueStanding = Type.Object(
  {
    schema: Type.Literal("lockstep/queue-standing@1"),
    counts: Type.Object({ waiting: Type.Integer(), active: Type.Integer(), failed: Type.Integer() }),
    schedules: Type.Array(
      Type.Object({ id: Type.String(), cron: Type.String(), timeZone: Type.String(), nextAt: Type.String() }),
    ),
    failed: Type.Array(Type.Object({ id: Type.String(), reason: Type.String(), failedAt: Type.String() })),
  },
  { $id: "lockstep/queue-standing@1" },
);
export type QueueStanding = Static<typeof QueueStanding>;
