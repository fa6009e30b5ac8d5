import type { NodeFacts } from "#schemas/snapshot";
import { type ErrorCode, LockstepError } from "#services/core/errors";
import { readZip } from "#services/formats/zip/read-zip";
import { writePlainZip } from "#services/formats/zip/write-plain-zip";
import type { ReadRequest, ReadStep } from "#services/ports/connector";
import type { ConnectorLimits } from "#services/wire/connector-limits";
import { openHttpClient } from "#services/wire/http-client";
import { parseNodeAddress } from "#services/wire/node-address";
import { isObject, parseJsonAnswer, textIn } from "./answers/json-values.js";
import { findComponents } from "./answers/read-components.js";
import { clockSkew } from "./clock-skew.js";
import { isUuid } from "./configuration/reference.js";
import { findPlaces, groupNames, type Places, withNames } from "./connect-answers.js";
import { type EngineSession, openEngineSession } from "./engine-session.js";
import { isAtLeast } from "./engine-version.js";
import { findHiddenLockers } from "./find-hidden-lockers.js";
import { RefusedSource, readAnswer } from "./read-answer.js";
import {
  ACCESS_GROUPS,
  COMPONENTS,
  CONFIGURATION,
  INFO,
  OTHER_SOURCES,
  type ReadSource,
  USERS,
} from "./read-sources.js";
import { startedAt } from "./started-at.js";

const DEFAULT_TIMEOUT_MS = 600_000;

/** Failures of one source that leave the others readable; any other failure ends the read. */
const FAILURES_OF_ONE_SOURCE: readonly ErrorCode[] = [
  "answer-truncated",
  "answer-unexpected",
  "answer-too-large",
  "export-malformed",
  "export-unsupported",
  "rights-narrowed",
];

/** Reads one node in one session, one request after the other: some twenty in all, and one login. */
export async function* readNode(
  request: ReadRequest,
  limits: ConnectorLimits,
  onSignedIn: () => void = () => undefined,
): AsyncGenerator<ReadStep> {
  const timeoutMs = request.timeoutMs ?? DEFAULT_TIMEOUT_MS;
  const deadline = AbortSignal.timeout(timeoutMs);
  const { signal } = request;
  if (signal?.aborted) throw new LockstepError("aborted", `${request.node.id} was not read: the read was stopped.`);
  const address = parseNodeAddress(request.node);
  const client = openHttpClient(request.node, address, limits, { signal, deadline, deadlineMs: timeoutMs });
  try {
    yield* readInSession({ request, session: openEngineSession(client, request, limits), limits }, onSignedIn);
  } finally {
    await client.close();
  }
}

interface Reading {
  readonly request: ReadRequest;
  readonly session: EngineSession;
  readonly limits: ConnectorLimits;
}

async function* readInSession(reading: Reading, onSignedIn: () => void): AsyncGenerator<ReadStep> {
  const about = await readInfo(reading);
  onSignedIn();
  yield item(INFO, about.bytes);
  let places: Places | undefined;
  yield* readSource(reading, CONFIGURATION, (bytes) => {
    const plain = unpackedAlike(bytes);
    places = findPlaces(plain);
    return plain;
  });
  const components = yield* readSource(reading, COMPONENTS, (bytes) => withNames(bytes, "places", places?.objects));
  yield { type: "facts", facts: { ...about.facts, counts: { configuration: 1, ...countComponents(components) } } };
  const hiddenBy = (accessGroups: Uint8Array | undefined): readonly string[] =>
    places === undefined || accessGroups === undefined
      ? []
      : findHiddenLockers(new Set(places.lockers.keys()), accessGroups);
  // Rights to a locker whose name is hidden cannot be compared by name: they are left unread with it.
  const groups = yield* readSource(reading, ACCESS_GROUPS, (bytes) =>
    hiddenBy(bytes).length > 0 ? undefined : withNames(bytes, "lockerNames", places?.lockers),
  );
  yield* tellHiddenLockers(hiddenBy(groups));
  const names = groups === undefined ? undefined : groupNames(groups);
  yield* readSource(reading, USERS, (bytes) => withNames(bytes, "groupNames", names));
  for (const source of OTHER_SOURCES) {
    if (source.since === undefined || isAtLeast(about.version, source.since))
      yield* readSource(reading, source, steady(source));
  }
}

interface About {
  readonly bytes: Uint8Array;
  readonly version: string;
  readonly facts: NodeFacts;
}

/** Who answers, first of all: what another engine says is not for this node's snapshot. */
async function readInfo({ request, session, limits }: Reading): Promise<About> {
  const before = request.now().getTime();
  const answer = await session.begin(INFO);
  const answered = request.now();
  const clockSkewMs = clockSkew(answer, (before + answered.getTime()) / 2);
  const bytes = await readAnswer(answer, INFO, limits);
  const data = bytes === undefined ? undefined : parseJsonAnswer(bytes, INFO.path);
  const version = isObject(data) ? textIn(data, "version") : undefined;
  const name = isObject(data) ? textIn(data, "name") : undefined;
  if (bytes === undefined || version === undefined) {
    throw new LockstepError("answer-unexpected", `${request.node.id} does not say which version it is.`);
  }
  checkName(name, request);
  const started = isObject(data) ? startedAt(textIn(data, "uptime") ?? "", answered) : undefined;
  const facts = {
    engineVersion: version,
    ...(name !== undefined && { serverName: name }),
    ...(started !== undefined && { startedAt: started }),
    ...(clockSkewMs !== undefined && { clockSkewMs }),
  };
  return { bytes, version, facts };
}

/** The engine gives itself no id; where estate.yaml names one, it is the engine's name that has to be it. */
function checkName(name: string | undefined, { node, expectedServerId }: ReadRequest): void {
  const expected = expectedServerId ?? node.serverId;
  if (expected === undefined || expected === name) return;
  throw new LockstepError(
    "wrong-server",
    `${node.id} is recorded as engine '${expected}', but another one answered: check its address.`,
    {
      details: { node: node.id },
    },
  );
}

/**
 * Reads one source, and returns its bytes. What fails alone is told as unread, unless it is required.
 * @param prepare makes of an answer what is kept of it; `undefined` for nothing
 */
async function* readSource(
  reading: Reading,
  source: ReadSource,
  prepare: (bytes: Uint8Array) => Uint8Array | undefined = (bytes) => bytes,
): AsyncGenerator<ReadStep, Uint8Array | undefined> {
  try {
    const read = await readOrSubstitute(reading, source);
    if (read === undefined) return undefined;
    reading.request.onProgress?.({ source: source.source, bytes: read.byteLength });
    const bytes = prepare(read);
    if (bytes !== undefined) yield item(source, bytes);
    return read;
  } catch (error) {
    if (!isFailureOfOneSource(error) || (source.required && error.code !== "rights-narrowed")) throw error;
    yield { type: "unread", source: source.source, code: error.code, message: error.message };
    return undefined;
  }
}

/** Users that are kept in a directory cannot be listed, and that is how they are kept. */
async function readOrSubstitute({ session, limits }: Reading, source: ReadSource): Promise<Uint8Array | undefined> {
  try {
    return await readAnswer(await session.ask(source), source, limits);
  } catch (error) {
    if (source !== USERS || !(error instanceof RefusedSource) || error.reason !== "users-in-ldap") throw error;
    return Buffer.from(JSON.stringify({ data: { directory: "LDAP", users: [] }, error: null }));
  }
}

function isFailureOfOneSource(error: unknown): error is LockstepError {
  return error instanceof LockstepError && FAILURES_OF_ONE_SOURCE.includes(error.code);
}

function item({ source, path }: ReadSource, bytes: Uint8Array): ReadStep {
  return { type: "item", item: { source, bytes, origin: path.split("?")[0] ?? path } };
}

/** An archive is packed anew at each request: without its times, equal content is equal bytes. */
function unpackedAlike(bytes: Uint8Array): Uint8Array {
  return writePlainZip(readZip(bytes, CONFIGURATION.source));
}

function steady({ source }: ReadSource): (bytes: Uint8Array) => Uint8Array {
  return source === "templates" ? unpackedAlike : (bytes) => bytes;
}

/** What the engine itself counts, by its tree of components. */
function countComponents(components: Uint8Array | undefined): Record<string, number> {
  if (components === undefined) return {};
  const counts: Record<string, number> = { "communication-point": 0, route: 0 };
  for (const { kind } of findComponents(components, COMPONENTS.path)) counts[kind] = (counts[kind] ?? 0) + 1;
  return counts;
}

function* tellHiddenLockers(hidden: readonly string[]): Generator<ReadStep> {
  if (hidden.length === 0) return;
  const which = hidden.filter(isUuid).slice(0, 3).join(", ");
  const message = `the account may not view ${hidden.length} locker(s) that the engine has (${which}): what is in them, and who has rights to them, cannot be verified. Give its group 'View locker' on every locker.`;
  yield { type: "unread", source: "lockers", code: "rights-narrowed", message };
}
