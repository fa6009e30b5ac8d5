import type { NodeFacts } from "#schemas/snapshot";
import { ERROR_KINDS, type ErrorCode, LockstepError } from "#services/core/errors";
import type { Diagnosis, ReadRequest } from "#services/ports/connector";
import type { ConnectorLimits } from "../wire/connector-limits.js";
import { diagnoseWay } from "../wire/diagnose-way.js";
import { parseNodeAddress } from "../wire/node-address.js";
import { isProvenVersion } from "./answers/read-info.js";
import { readNode } from "./read-node.js";

const SKEW_LIMIT_MS = 60_000;

/** Which check a failure of the read belongs to. */
const CHECK_OF: Readonly<Partial<Record<ErrorCode, string>>> = {
  "node-down": "route",
  "node-unreachable": "route",
  "certificate-untrusted": "certificate",
  "credential-missing": "login",
  "login-refused": "login",
  "engine-starting": "status",
  "wrong-server": "identity",
  "rights-narrowed": "rights",
  "estate-invalid": "address",
};

/**
 * Looks for each missing right, route, certificate and clock fault of a node: address, route, certificate, then one read, whose
 * login is tried once. Never throws for what it finds.
 */
export async function diagnoseNode(request: ReadRequest, limits: ConnectorLimits): Promise<readonly Diagnosis[]> {
  const found: Diagnosis[] = [];
  try {
    if (!(await diagnoseWay(request, parseNodeAddress(request.node), limits, found))) return found;
    await checkRead(request, limits, found);
  } catch (error) {
    found.push(toDiagnosis(error, request.node.id));
  }
  return found;
}

/** Reads the node as a check would, and says what was seen and what was not. */
async function checkRead(request: ReadRequest, limits: ConnectorLimits, found: Diagnosis[]): Promise<void> {
  let facts: NodeFacts = {};
  const unread: Diagnosis[] = [];
  const onSignedIn = (): void => {
    found.push({ check: "login", state: "ok", message: `'${request.node.username}' can log in.` });
  };
  for await (const step of readNode(request, limits, onSignedIn)) {
    if (step.type === "facts") facts = step.facts;
    else if (step.type === "unread") unread.push(toUnread(step));
  }
  found.push(judgeVersion(facts.engineVersion ?? "unknown"), judgeClock(facts.clockSkewMs), ...unread);
  if (unread.length === 0) found.push({ check: "rights", state: "ok", message: "Every source could be read." });
}

function judgeVersion(version: string): Diagnosis {
  const message = `The engine's version is ${version}.`;
  if (isProvenVersion(version)) return { check: "version", state: "ok", message };
  const remedy = "It is read by what is documented for 6.5: compare a first snapshot with the engine by hand.";
  return { check: "version", state: "warning", message, remedy };
}

function judgeClock(skewMs: number | undefined): Diagnosis {
  const check = "clock";
  if (skewMs === undefined) {
    return {
      check,
      state: "warning",
      message: "The engine does not tell its time.",
      remedy: "Check its clock by hand.",
    };
  }
  const message = `The engine's clock is ${(Math.abs(skewMs) / 1000).toFixed(1)} s ${skewMs < 0 ? "behind" : "ahead of"} ours.`;
  if (Math.abs(skewMs) <= SKEW_LIMIT_MS) return { check, state: "ok", message };
  return { check, state: "failed", message, remedy: "Set both machines to the same time server (NTP)." };
}

/** Which right opens what the account could not see, in the words of the engine's own user administration. */
const RIGHTS: Readonly<Record<string, string>> = {
  configuration: "'Save configurations' and 'View locker' on every locker",
  lockers: "'View locker' on every locker",
  components: "'View components REST API'",
  variables: "the right to read variables over the REST API",
  "audit-log": "the right to export logs over the REST API",
  templates: "'Save templates REST API'",
};

function toUnread(step: { readonly source: string; readonly code: string; readonly message: string }): Diagnosis {
  const message = `${step.source}: ${step.message}`;
  if (step.code !== "rights-narrowed") {
    const remedy =
      Object.entries(ERROR_KINDS).find(([code]) => code === step.code)?.[1].remedy ?? ERROR_KINDS.bug.remedy;
    return { check: "reading", state: "failed", message, remedy };
  }
  const right = Object.hasOwn(RIGHTS, step.source) ? RIGHTS[step.source] : "the read right that README.md names for it";
  return { check: "rights", state: "failed", message, remedy: `Give the account's access group ${right}.` };
}

function toDiagnosis(error: unknown, nodeId: string): Diagnosis {
  if (!(error instanceof LockstepError)) {
    return {
      check: "reading",
      state: "failed",
      message: `${nodeId} could not be looked at.`,
      remedy: ERROR_KINDS.bug.remedy,
    };
  }
  return { check: CHECK_OF[error.code] ?? "reading", state: "failed", message: error.message, remedy: error.remedy };
}
