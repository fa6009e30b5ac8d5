import { LockstepError } from "../errors.js";

/** An error of the way to a ticket system, with what to do about one: what the registry says of the code is meant for engines. */
export function ofTicketSystem(error: unknown): unknown {
  if (!(error instanceof LockstepError) || error.code !== "node-down" || error.ownRemedy !== undefined) return error;
  const { code, message, details } = error;
  return new LockstepError(code, message, { details: { ...details }, cause: error, remedy: NOBODY_LISTENS });
}

const NOBODY_LISTENS =
  "Check url (host and port) of the ticket system in estate.yaml, its via.proxy, and the firewalls between; then ask 'lockstep doctor'.";
