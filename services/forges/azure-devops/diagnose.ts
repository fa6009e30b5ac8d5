import { ERROR_KINDS, type ErrorCode, LockstepError } from "#services/core/errors";
import type { Diagnosis } from "#services/ports/connector";
import type { ForgeRequest } from "#services/ports/forge";
import { type ConnectorLimits, DEFAULT_LIMITS } from "#services/wire/connector-limits";
import { diagnoseWay } from "#services/wire/diagnose-way";
import { fieldsOf } from "./fields.js";
import { type Host, ID, openHost } from "./open-host.js";
import { readPlace } from "./read-place.js";
import { findRepository, type Repository } from "./repository.js";

/** Which check a failure belongs to; any other belongs to `reading`. */
const CHECK_OF: Readonly<Partial<Record<ErrorCode, string>>> = {
  "node-down": "route",
  "node-unreachable": "route",
  "certificate-untrusted": "certificate",
  "credential-missing": "login",
  "login-refused": "login",
  "rights-narrowed": "rights",
  "rate-limited": "limit",
  "estate-invalid": "address",
};

/** Looks at the way, the login, the repository and what the account may do there. Never throws for what it finds. */
export async function diagnose(request: ForgeRequest, limits: Partial<ConnectorLimits>): Promise<readonly Diagnosis[]> {
  const found: Diagnosis[] = [];
  let host: Host | undefined;
  try {
    const place = readPlace(request.declared);
    host = openHost(request, place.apiUrl, limits);
    const { tls, via } = request.declared;
    const node = { id: ID, url: place.apiUrl, ...(tls && { tls }), ...(via && { via }) };
    const way = { node, now: request.now };
    if (!(await diagnoseWay(way, host.address, { ...DEFAULT_LIMITS, ...limits }, found))) return found;
    const repository = await findRepository(host, place);
    found.push({ check: "login", state: "ok", message: `Signed in as ${repository.self.account}.` });
    found.push(await judgeRights(repository));
  } catch (error) {
    found.push(diagnosisOf(error));
  } finally {
    await host?.close();
  }
  return found;
}

/** The namespace of rights on repositories, and in it: push, make branches, contribute to pull requests. */
const GIT_RIGHTS = "2e9eb7ed-3c0a-47d4-87c1-0ffdd275fd87";
const NEEDED = 4 + 16 + 16_384;

async function judgeRights({ host, projectId, id }: Repository): Promise<Diagnosis> {
  const check = "rights";
  const remedy = "Give the account Contribute, Create branch and Contribute to pull requests on the repository.";
  const path = ["_apis", "permissions", GIT_RIGHTS, NEEDED];
  const query = { tokens: `repoV2/${projectId}/${id}` };
  const answer = await host.ask({ path, query, accept: ({ status }) => status === 403 || status === 404 });
  const { value } = fieldsOf(answer?.body);
  if (!Array.isArray(value)) {
    return { check, state: "warning", message: `${ID} does not say what the account may do.`, remedy };
  }
  if (value.every((may) => may === true)) return { check, state: "ok", message: "The account may push and review." };
  return { check, state: "failed", message: "The account may not push, or not take part in pull requests.", remedy };
}

function diagnosisOf(error: unknown): Diagnosis {
  if (error instanceof LockstepError) {
    const { code, message, remedy } = error;
    return { check: CHECK_OF[code] ?? "reading", state: "failed", message, remedy };
  }
  const message = `${ID} could not be looked at.`;
  return { check: "reading", state: "failed", message, remedy: ERROR_KINDS.bug.remedy };
}
