import { LockstepError } from "#services/core/errors";
import type { CommandContext } from "./command-context.js";

/**
 * Runs a step that talks to engines and that Ctrl-C may end: sessions are signed out of, and what was stored before stands.
 * An interrupted step gives no answer, not even `unknown`.
 *
 * @throws LockstepError `aborted`
 */
export async function untilInterrupted<T>(
  { catchInterrupts }: CommandContext,
  step: (options: { readonly signal?: AbortSignal }) => Promise<T>,
): Promise<T> {
  const signal = catchInterrupts?.();
  try {
    return await step(signal === undefined ? {} : { signal });
  } catch (error) {
    if (!signal?.aborted) throw error;
    throw new LockstepError("aborted", "Interrupted before there was an answer; nothing was recorded.", {
      cause: error,
    });
  }
}
