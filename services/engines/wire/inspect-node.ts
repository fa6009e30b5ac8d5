import type { EngineNode } from "#schemas/estate";
import { ERROR_KINDS, type ErrorCode, LockstepError } from "#services/core/errors";
import type { Diagnosis, ReadRequest } from "#services/ports/connector";
import type { ConnectorLimits } from "#services/wire/connector-limits";
import { diagnoseWay } from "#services/wire/diagnose-way";
import type { NodeAddress } from "#services/wire/node-address";

/** Which check a failure of the read belongs to; any other belongs to `reading`. */
const CHECK_OF: Readonly<Partial<Record<ErrorCode, string>>> = {
  "node-down": "route",
  "node-unreachable": "route",
  "certificate-untrusted": "certificate",
  "credential-missing": "login",
  "login-refused": "login",
  "login-locked": "login",
  "rights-narrowed": "rights",
  "engine-starting": "status",
  "licence-exhausted": "licence",
  "wrong-server": "identity",
  "estate-invalid": "address",
};

/** What a product knows of looking at its nodes. */
export interface NodeInspection {
  /** @throws LockstepError `estate-invalid` */
  readonly addressOf: (node: EngineNode) => NodeAddress;
  readonly limits: ConnectorLimits;
  /** Reads the node as a check would, and adds what was seen and what was not. */
  readonly checkRead: (found: Diagnosis[]) => Promise<void>;
}

/**
 * Looks for each missing right, route, certificate and clock fault of a node: address, route, certificate, then one read, whose
 * login is tried once. Stops where nothing further can be known, and never throws for what it finds.
 */
export async function inspectNode(
  request: ReadRequest,
  { addressOf, limits, checkRead }: NodeInspection,
): Promise<readonly Diagnosis[]> {
  const found: Diagnosis[] = [];
  try {
    if (await diagnoseWay(request, addressOf(request.node), limits, found)) await checkRead(found);
  } catch (error) {
    found.push(toDiagnosis(error, request.node.id));
  }
  return found;
}

function toDiagnosis(error: unknown, nodeId: string): Diagnosis {
  if (!(error instanceof LockstepError)) {
    const message = `${nodeId} could not be looked at.`;
    return { check: "reading", state: "failed", message, remedy: ERROR_KINDS.bug.remedy };
  }
  return { check: CHECK_OF[error.code] ?? "reading", state: "failed", message: error.message, remedy: error.remedy };
}
