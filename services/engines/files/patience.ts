import { LockstepError } from "#services/core/errors";
import type { ReadRequest } from "#services/ports/connector";

/** How long a read may go on: until it is told to stop, until its deadline, and a while for each step. */
export interface Patience {
  readonly signal: AbortSignal;
  /** @throws LockstepError `aborted`, `node-unreachable` */
  check(): void;
  /** Waits for one step, and no longer than for a step. @throws LockstepError `aborted`, `node-unreachable` */
  within<T>(step: () => Promise<T>, longestMs?: number): Promise<T>;
}

const DEFAULT_TIMEOUT_MS = 600_000;

export function startPatience(request: ReadRequest, stepMs: number): Patience {
  const { id } = request.node;
  const timeoutMs = request.timeoutMs ?? DEFAULT_TIMEOUT_MS;
  const deadline = AbortSignal.timeout(timeoutMs);
  const signal = request.signal === undefined ? deadline : AbortSignal.any([request.signal, deadline]);
  const end = (): LockstepError =>
    request.signal?.aborted
      ? new LockstepError("aborted", `${id} was not read to its end: the read was stopped.`)
      : new LockstepError("node-unreachable", `${id} was not read within ${Math.round(timeoutMs / 1000)} s.`);
  function check(): void {
    if (signal.aborted) throw end();
  }
  return {
    signal,
    check,
    async within(step, longestMs = stepMs) {
      check();
      const { promise: silence, stop } = timeout(longestMs, id);
      const { promise: ended, release } = endOf(signal, end);
      try {
        return await Promise.race([step(), silence, ended]);
      } catch (error) {
        // What broke because it was stopped, was stopped.
        check();
        throw error;
      } finally {
        stop();
        release();
      }
    },
  };
}

function timeout(ms: number, nodeId: string): { readonly promise: Promise<never>; readonly stop: () => void } {
  let stop: () => void = () => undefined;
  const promise = new Promise<never>((_resolve, reject) => {
    const timer = setTimeout(
      () => reject(new LockstepError("node-unreachable", `${nodeId} stopped answering: it was silent for too long.`)),
      ms,
    );
    stop = () => clearTimeout(timer);
  });
  return { promise, stop };
}

function endOf(
  signal: AbortSignal,
  end: () => LockstepError,
): { readonly promise: Promise<never>; readonly release: () => void } {
  let release: () => void = () => undefined;
  const promise = new Promise<never>((_resolve, reject) => {
    const stop = (): void => reject(end());
    signal.addEventListener("abort", stop, { once: true });
    release = () => signal.removeEventListener("abort", stop);
  });
  return { promise, release };
}
