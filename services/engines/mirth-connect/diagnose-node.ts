import type { NodeFacts } from "#schemas/snapshot";
import { ERROR_KINDS } from "#services/core/errors";
import type { Diagnosis, ReadRequest } from "#services/ports/connector";
import type { ConnectorLimits } from "#services/wire/connector-limits";
import { inspectNode } from "../wire/inspect-node.js";
import { judgeClock } from "../wire/judge-clock.js";
import { judgeUnread } from "../wire/judge-unread.js";
import { apiAddress } from "./api-address.js";
import { isVersionAtLeast } from "./engine-version.js";
import { readNode } from "./read-node.js";

/** Looks at a node through the wire, and at what its account may read. Never throws for what it finds. */
export function diagnoseNode(request: ReadRequest, limits: ConnectorLimits): Promise<readonly Diagnosis[]> {
  return inspectNode(request, {
    addressOf: apiAddress,
    limits,
    checkRead: (found) => checkRead(request, limits, found),
  });
}

/** Reads the node as a check would, and says what was seen and what was not. */
async function checkRead(request: ReadRequest, limits: ConnectorLimits, found: Diagnosis[]): Promise<void> {
  let facts: NodeFacts = {};
  let channels = 0;
  const unread: Diagnosis[] = [];
  const onSignedIn = (status: string): void => {
    found.push(
      { check: "status", state: "ok", message: `${request.node.id} has started.` },
      judgeLogin(request, status),
    );
  };
  for await (const step of readNode(request, limits, onSignedIn)) {
    if (step.type === "facts") facts = step.facts;
    else if (step.type === "unread") unread.push(judgeUnread(step));
    else if (step.type === "kept") continue;
    else if (step.item.source === "channels") channels += 1;
    else if (step.item.source === "users") found.push(...judgeUsers(step.item.bytes));
  }
  found.push(judgeIdentity(request, facts), judgeVersion(facts.engineVersion), judgeClock(facts.clockSkewMs));
  found.push(judgeCount(channels, facts.counts?.["channel"]), ...unread);
}

function judgeLogin({ node }: ReadRequest, status: string): Diagnosis {
  const message = `'${node.username}' can sign in.`;
  if (status !== "SUCCESS_GRACE_PERIOD") return { check: "login", state: "ok", message };
  return {
    check: "login",
    state: "warning",
    message: `'${node.username}' can sign in, but its password has expired and is accepted for a short while only.`,
    remedy: "Set a new password on the engine, and where Lockstep reads it from.",
  };
}

/** Role-based access shows an account itself alone among the users; an engine without it always shows the built-in one too. */
function judgeUsers(bytes: Uint8Array): readonly Diagnosis[] {
  const users =
    Buffer.from(bytes)
      .toString("utf8")
      .match(/<user>/g)?.length ?? 0;
  if (users > 1) return [];
  const message = `The account sees ${users === 0 ? "no user" : "one user only"}: role-based access may hide other lists too.`;
  return [{ check: "rights", state: "warning", message, remedy: ERROR_KINDS["rights-narrowed"].remedy }];
}

function judgeIdentity({ node, expectedServerId }: ReadRequest, { serverId = "unknown" }: NodeFacts): Diagnosis {
  if (expectedServerId !== undefined || node.serverId !== undefined) {
    return { check: "identity", state: "ok", message: `${node.id} is server ${serverId}, as recorded.` };
  }
  return {
    check: "identity",
    state: "warning",
    message: `${node.id} is server ${serverId}; no id is recorded for it.`,
    remedy: `Set serverId: ${serverId} in estate.yaml, so that another server is never taken for it.`,
  };
}

function judgeVersion(version: string | undefined): Diagnosis {
  const check = "version";
  const message = `The engine's version is ${version ?? "unknown"}.`;
  const remedy = "Compare a first snapshot with the engine by hand before relying on it.";
  if (isVersionAtLeast(version, "3.4.0") !== true) return { check, state: "warning", message, remedy };
  const isUnverified = isVersionAtLeast(version, "4.6.0") === true && isVersionAtLeast(version, "20.0.0") !== true;
  return isUnverified ? { check, state: "warning", message, remedy } : { check, state: "ok", message };
}

function judgeCount(read: number, counted: number | undefined): Diagnosis {
  const message = `${read} channels were read; the engine itself counts ${counted ?? "none we may see"}.`;
  if (read === counted) return { check: "rights", state: "ok", message };
  return { check: "rights", state: "failed", message, remedy: ERROR_KINDS["rights-narrowed"].remedy };
}
