import { ERROR_KINDS, type ErrorCode, LockstepError } from "#services/core/errors";
import { ofTicketSystem } from "#services/core/tickets/of-ticket-system";
import type { Diagnosis } from "#services/ports/connector";
import type { TicketRequest } from "#services/ports/ticket-system";
import { type ConnectorLimits, DEFAULT_LIMITS } from "#services/wire/connector-limits";
import { diagnoseWay } from "#services/wire/diagnose-way";
import { parseNodeAddress } from "#services/wire/node-address";

/** Which check a failure belongs to; any other belongs to `reading`. */
const CHECK_OF: Readonly<Partial<Record<ErrorCode, string>>> = {
  "node-down": "route",
  "node-unreachable": "route",
  "certificate-untrusted": "certificate",
  "credential-missing": "login",
  "login-refused": "login",
  "login-locked": "login",
  "rights-narrowed": "rights",
  "rate-limited": "limit",
  "estate-invalid": "address",
};

/**
 * Looks for each fault of a ticket system: address, route, certificate, then what its make knows to ask. Stops where nothing
 * further can be known, and never throws for what it finds.
 */
export async function inspectSystem(
  request: TicketRequest,
  limits: Partial<ConnectorLimits>,
  askOn: (found: Diagnosis[]) => Promise<void>,
): Promise<readonly Diagnosis[]> {
  const { declared, now } = request;
  const found: Diagnosis[] = [];
  try {
    const way = { node: declared, now };
    if (await diagnoseWay(way, parseNodeAddress(declared), { ...DEFAULT_LIMITS, ...limits }, found)) await askOn(found);
  } catch (error) {
    found.push(diagnosisOf(error, declared.id));
  }
  return found;
}

/** What an error says of a ticket system, as something that `doctor` found. */
export function diagnosisOf(thrown: unknown, id: string): Diagnosis {
  const error = ofTicketSystem(thrown);
  if (!(error instanceof LockstepError)) {
    return {
      check: "reading",
      state: "failed",
      message: `${id} could not be looked at.`,
      remedy: ERROR_KINDS.bug.remedy,
    };
  }
  return { check: CHECK_OF[error.code] ?? "reading", state: "failed", message: error.message, remedy: error.remedy };
}
