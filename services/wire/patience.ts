import { setTimeout as delay } from "node:timers/promises";
import { LockstepError } from "#services/core/errors";
import type { ConnectorLimits } from "./connector-limits.js";
import { type FailureContext, toLockstepError } from "./to-lockstep-error.js";

/** How long one look puts up with a system that cannot answer now. */
export interface Patience {
  /** A new question: what was waited for the last one does not count. */
  begin(): void;
  /**
   * Waits as long as is asked for, or a little where nothing is said.
   * @throws LockstepError `rate-limited`, `node-unreachable`, `aborted`
   */
  wait(asked: { readonly status: number; readonly ms: number | undefined }): Promise<void>;
}

const MAX_WAITS = 20;
const SHORTEST_MS = 100;

/** Starts the clock of one look. */
export function startPatience(
  id: string,
  limits: ConnectorLimits,
  stop: Omit<FailureContext, "nodeId" | "phase">,
): Patience {
  const ends = performance.now() + stop.deadlineMs;
  const signal = AbortSignal.any(stop.signal ? [stop.signal, stop.deadline] : [stop.deadline]);
  let waits = 0;
  let waitedMs = 0;
  return {
    begin() {
      waits = 0;
      waitedMs = 0;
    },
    async wait({ status, ms }) {
      const pauseMs = ms === undefined ? limits.startingPollMs : Math.max(SHORTEST_MS, ms);
      const isTooLong = ms === undefined && waitedMs + pauseMs > limits.startingWaitMs;
      if (isTooLong || waits >= MAX_WAITS || performance.now() + pauseMs >= ends) throw refusal(id, status, ms);
      waits += 1;
      waitedMs += pauseMs;
      try {
        await delay(pauseMs, undefined, { signal });
      } catch (error) {
        throw toLockstepError(error, { ...stop, nodeId: id, phase: "request" });
      }
    },
  };
}

function refusal(id: string, status: number, ms: number | undefined): LockstepError {
  const details = { node: id, status };
  if (status === 503 && ms === undefined) {
    return new LockstepError("node-unreachable", `${id} is out of service (503).`, { details });
  }
  const until = ms === undefined ? "" : ` for ${Math.ceil(ms / 1000)} s, longer than this look may take`;
  return new LockstepError("rate-limited", `${id} asks to wait${until} (${status}).`, { details });
}
