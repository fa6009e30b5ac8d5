import type { AskedPack } from "#schemas/kept-pack";
import type { FollowUp } from "./plan-occasion.js";

interface PackPlan {
  readonly estateId?: string | undefined;
  readonly because: string;
  /** What tells this asking from others for the same pack. */
  readonly round: string;
  readonly delayMs?: number;
}

/** A pack reads the whole ledger; of a large estate it takes its time. */
const DEADLINE_MS = 4 * 3_600_000;

/** Plans the making of a pack that was asked for. */
export function planPack({ id }: Pick<AskedPack, "id">, { estateId, because, round, delayMs }: PackPlan): FollowUp {
  const named = estateId === undefined ? {} : { estate: estateId };
  return {
    request: { job: "make-evidence", ...named, pack: id, because: because.slice(0, 300) },
    options: {
      key: [estateId ?? "", "evidence", id, round].join("/"),
      deadlineMs: DEADLINE_MS,
      ...(delayMs === undefined ? {} : { delayMs }),
    },
  };
}
