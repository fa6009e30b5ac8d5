import { LockstepError } from "#services/core/errors";

/**
 * How many megabytes of heap one job may take, from the environment; `undefined`: Node's own limit.
 *
 * @throws LockstepError `service-invalid` for anything else than a whole number from 128 up
 */
export function readJobMemory(environment: NodeJS.ProcessEnv): number | undefined {
  const text = environment["LOCKSTEP_JOB_MEMORY_MB"];
  if (text === undefined || text === "") return undefined;
  if (/^\d{3,6}$/.test(text) && Number(text) >= 128) return Number(text);
  throw new LockstepError("service-invalid", "LOCKSTEP_JOB_MEMORY_MB is no whole number of megabytes from 128 up.");
}
