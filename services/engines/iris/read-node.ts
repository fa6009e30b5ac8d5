import type { BlockerFact } from "#schemas/snapshot";
import { LockstepError } from "#services/core/errors";
import type { ReadRequest, ReadStep } from "#services/ports/connector";
import type { ConnectorLimits } from "#services/wire/connector-limits";
import { openHttpClient } from "#services/wire/http-client";
import type { Row } from "./answers.js";
import { apiAddress } from "./api-address.js";
import { openAtelierSession } from "./atelier-session.js";
import { versionNumber } from "./engine-version.js";
import { quoteName } from "./quote-names.js";
import { readMetrics } from "./read-metrics.js";
import { type NamespaceToRead, readNamespace } from "./read-namespace.js";
import { readServer, type Server } from "./read-server.js";
import { isAsked, queryRows, readTable, SYSTEM_NAMESPACE } from "./read-table.js";
import { itemStep, type Reading, unreadStep } from "./reading.js";
import { AUDIT_SELECT, SYSTEM_SELECTS } from "./table-selects.js";

const DEFAULT_TIMEOUT_MS = 600_000;

/** Caché and Ensemble tell no metrics. */
const METRICS_SINCE = 2020;

/**
 * Reads one node in one session, one request after the other; signs out at the end, whatever happened.
 * @param onSignedIn told when the login went well
 */
export async function* readNode(
  request: ReadRequest,
  limits: ConnectorLimits,
  onSignedIn: () => void = () => undefined,
): AsyncGenerator<ReadStep> {
  const timeoutMs = request.timeoutMs ?? DEFAULT_TIMEOUT_MS;
  const deadline = AbortSignal.timeout(timeoutMs);
  const { signal } = request;
  if (signal?.aborted) throw new LockstepError("aborted", `${request.node.id} was not read: the read was stopped.`);
  const stop = { signal, deadline, deadlineMs: timeoutMs };
  const client = openHttpClient(request.node, apiAddress(request.node), limits, stop);
  const session = openAtelierSession(client, request, limits);
  try {
    await session.signIn();
    onSignedIn();
    yield* readInSession({ request, client, session, limits });
  } finally {
    await session.signOut();
    await client.close();
  }
}

async function* readInSession(reading: Reading): AsyncGenerator<ReadStep> {
  const server = yield* readServer(reading);
  const version = versionNumber(server.version);
  if (version === undefined || version >= METRICS_SINCE) yield* readMetrics(reading);
  const namespaces = yield* readSystemTables(reading, version);
  yield* readAudit(reading);
  let productions = 0;
  const blockers: BlockerFact[] = [];
  for (const namespace of chooseNamespaces(reading.request, server)) {
    if (isMissing(namespace, server, namespaces)) blockers.push(missingNamespace(namespace));
    else productions += yield* readNamespace(reading, server, namespace);
  }
  const counts = { production: productions };
  yield { type: "facts", facts: blockers.length === 0 ? { counts } : { counts, blockers } };
}

/** Reads what a mirror does not carry; returns the names of all namespaces, where they could be read. */
async function* readSystemTables(
  reading: Reading,
  version: number | undefined,
): AsyncGenerator<ReadStep, ReadonlySet<string> | undefined> {
  let namespaces: readonly Row[] | undefined;
  for (const select of SYSTEM_SELECTS) {
    if (!isAsked(select, version)) continue;
    const rows = yield* readTable(reading, SYSTEM_NAMESPACE, select);
    if (select.table === "Config.Namespaces") namespaces = rows;
  }
  return namespaces && new Set(namespaces.map(({ Name }) => String(Name).toUpperCase()));
}

async function* readAudit(reading: Reading): AsyncGenerator<ReadStep> {
  const told = await queryRows(reading, SYSTEM_NAMESPACE, AUDIT_SELECT.query);
  if ("refused" in told) yield unreadStep("audit", told.refused);
  else yield itemStep(reading, "audit", "audit", told.value);
}

/** The namespaces that estate.yaml names, or all that the instance has. */
function chooseNamespaces({ node }: ReadRequest, server: Server): readonly NamespaceToRead[] {
  if (node.namespaces !== undefined) return node.namespaces.map((name) => ({ name, isNamed: true }));
  return server.namespaces.filter((name) => name !== SYSTEM_NAMESPACE).map((name) => ({ name, isNamed: false }));
}

/** Neither listed for this account nor in the instance's own configuration: it is missing, not unread. */
function isMissing({ name }: NamespaceToRead, server: Server, configured: ReadonlySet<string> | undefined): boolean {
  if (configured === undefined || configured.has(name.toUpperCase())) return false;
  return !server.namespaces.some((each) => each.toUpperCase() === name.toUpperCase());
}

function missingNamespace({ name }: NamespaceToRead): BlockerFact {
  return {
    code: "namespace-missing",
    message: `The instance has no namespace ${quoteName(name)}.`,
    action:
      "Create it: a mirror carries databases, not namespaces. If it is not meant to be there, take it out of estate.yaml.",
  };
}
