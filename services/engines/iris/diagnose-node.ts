import type { NodeFacts } from "#schemas/snapshot";
import { mergeFacts } from "#services/core/artefact/merge-facts";
import type { Diagnosis, ReadRequest, ReadStep } from "#services/ports/connector";
import type { ConnectorLimits } from "#services/wire/connector-limits";
import { inspectNode } from "../wire/inspect-node.js";
import { judgeClock } from "../wire/judge-clock.js";
import { judgeUnread } from "../wire/judge-unread.js";
import { apiAddress } from "./api-address.js";
import { shortVersion, versionNumber } from "./engine-version.js";
import { judgeColumns } from "./judge-columns.js";
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
  const seen: Seen = { facts: {}, version: "", items: new Map(), columns: [], unread: [] };
  const { node } = request;
  const onSignedIn = (): void =>
    void found.push({ check: "login", state: "ok", message: `'${node.username}' can sign in and use /api/atelier.` });
  for await (const step of readNode(request, limits, onSignedIn)) look(step, seen);
  const { facts, version } = seen;
  found.push(judgeIdentity(request, facts), judgeVersion(version), judgeClock(facts.clockSkewMs), judgeDocuments(seen));
  found.push(...judgeNamespaces(facts), ...seen.columns, ...seen.unread);
}

interface Seen {
  facts: NodeFacts;
  /** The whole text of the version. */
  version: string;
  /** How many items there were of each source. */
  readonly items: Map<string, number>;
  readonly columns: Diagnosis[];
  readonly unread: Diagnosis[];
}

function look(step: ReadStep, seen: Seen): void {
  if (step.type === "facts") seen.facts = mergeFacts(seen.facts, step.facts);
  else if (step.type === "unread") seen.unread.push(judgeUnread(step, rightFor));
  else if (step.type === "item") {
    const { source, bytes } = step.item;
    seen.items.set(source, (seen.items.get(source) ?? 0) + 1);
    seen.columns.push(...judgeColumns(step.item));
    if (source === "server") seen.version = shortVersion(Buffer.from(bytes).toString("utf8"));
  }
}

function judgeIdentity({ node, expectedServerId }: ReadRequest, { serverId = "unknown" }: NodeFacts): Diagnosis {
  if (expectedServerId !== undefined || node.serverId !== undefined) {
    return { check: "identity", state: "ok", message: `${node.id} is instance ${serverId}, as recorded.` };
  }
  return {
    check: "identity",
    state: "warning",
    message: `${node.id} is instance ${serverId}; no id is recorded for it.`,
    remedy: `Set serverId: ${serverId} in estate.yaml, so that another member of the mirror is never taken for it.`,
  };
}

function judgeVersion(version: string): Diagnosis {
  const message = `The instance's version is ${version || "unknown"}.`;
  if ((versionNumber(version) ?? 0) >= 2018) return { check: "version", state: "ok", message };
  return {
    check: "version",
    state: "warning",
    message,
    remedy: "Compare a first snapshot with the engine by hand before relying on it.",
  };
}

function judgeDocuments({ items, facts }: Seen): Diagnosis {
  const [namespaces = 0, documents = 0] = [items.get("namespace"), items.get("document")];
  const productions = items.get("production") ?? 0;
  const message = `${namespaces} namespaces with ${documents} documents and ${productions} productions were read.`;
  if (namespaces > 0 && productions === facts.counts?.["production"]) return { check: "reading", state: "ok", message };
  return {
    check: "reading",
    state: "failed",
    message,
    remedy: "Name the namespaces in estate.yaml, and give the account READ on the resources of their databases.",
  };
}

function judgeNamespaces({ blockers = [] }: NodeFacts): readonly Diagnosis[] {
  return blockers.map(({ message, action }) => ({ check: "namespace", state: "failed", message, remedy: action }));
}

/** What to grant, for each thing that could not be read. */

function rightFor(source: string): string | undefined {
  const table = /^table\/([^/]+)\/(.+)$/.exec(source);
  if (table !== null) {
    const [, namespace = "", name = ""] = table;
    if (name.startsWith("Security.") || name === "%SYS.X509Credentials") return securityRight(name);
    return `In ${namespace}: GRANT SELECT ON ${name} to the account's role; and READ on the resource of the database.`;
  }
  if (source === "audit")
    return "In %SYS: GRANT SELECT ON %SYS.Audit to the account's role; and READ on %DB_IRISAUDIT.";
  if (source === "lookup-tables") return "GRANT SELECT ON Ens_Util.LookupTable to the account's role.";
  if (source === "metrics") return "Let the account use /api/monitor, or open it without a login.";
  return "Give the account's role READ on the resources of the namespace's databases.";
}

/** From 2025.2 on the product knows no right to read security that is not also one to change it. */
function securityRight(table: string): string {
  return `Before 2025.2, in %SYS: GRANT SELECT ON ${table} to the account's role, and READ on %DB_IRISSYS; from 2025.2 on: %Admin_Secure:USE and READ on %DB_IRISSYS.`;
}
