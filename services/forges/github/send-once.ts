import { mayHaveHappened } from "./to-forge-error.js";

/**
 * Sends what must not be there twice. Where no answer tells whether it was taken, it is looked for; it is never sent again.
 *
 * @throws LockstepError of family upstream, the first one where it is not found
 */
export async function sendOnce<T>(send: () => Promise<T>, look: () => Promise<T | undefined>): Promise<T> {
  try {
    return await send();
  } catch (error) {
    if (!mayHaveHappened(error)) throw error;
    // Who cannot look either knows no more than before: the first failure is the one to tell.
    const found = await look().catch(() => undefined);
    if (found === undefined) throw error;
    return found;
  }
}
