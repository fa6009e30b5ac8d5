import type { NodeFacts } from "#schemas/snapshot";
import type { Diagnosis, ReadRequest } from "#services/ports/connector";
import type { ConnectorLimits } from "#services/wire/connector-limits";
import { parseNodeAddress } from "#services/wire/node-address";
import { inspectNode } from "../wire/inspect-node.js";
import { judgeClock } from "../wire/judge-clock.js";
import { judgeUnread } from "../wire/judge-unread.js";
import { isProvenVersion } from "./answers/read-info.js";
import { readNode } from "./read-node.js";

/** Looks at a node through the wire, and at what its account may read. Never throws for what it finds. */
export function diagnoseNode(request: ReadRequest, limits: ConnectorLimits): Promise<readonly Diagnosis[]> {
  return inspectNode(request, {
    addressOf: parseNodeAddress,
    limits,
    checkRead: (found) => checkRead(request, limits, found),
  });
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
    else if (step.type === "unread") unread.push(judgeUnread(step, rightFor));
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

/** Which right opens what the account could not see, in the words of the engine's own user administration. */
const RIGHTS: Readonly<Record<string, string>> = {
  configuration: "'Save configurations' and 'View locker' on every locker",
  lockers: "'View locker' on every locker",
  components: "'View components REST API'",
  variables: "the right to read variables over the REST API",
  "audit-log": "the right to export logs over the REST API",
  templates: "'Save templates REST API'",
};

function rightFor(source: string): string {
  const right = Object.hasOwn(RIGHTS, source) ? RIGHTS[source] : "the read right that README.md names for it";
  return `Give the account's access group ${right}.`;
}
