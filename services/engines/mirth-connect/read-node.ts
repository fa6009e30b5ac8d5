import type { NodeFacts } from "#schemas/snapshot";
import { LockstepError } from "#services/core/errors";
import type { ReadRequest, ReadStep } from "#services/ports/connector";
import type { ConnectorLimits } from "#services/wire/connector-limits";
import { openHttpClient } from "#services/wire/http-client";
import { readWhole } from "#services/wire/read-whole";
import { apiAddress } from "./api-address.js";
import { childrenOfAnswer } from "./children-of-answer.js";
import { countChannels } from "./count-channels.js";
import { type EngineSession, openEngineSession } from "./engine-session.js";
import { isVersionAtLeast } from "./engine-version.js";
import { isFailureOfOneSource } from "./is-failure-of-one-source.js";
import { ABOUT, PLUGINS, pluginProperties, READ_SOURCES, type ReadSource } from "./read-sources.js";
import { readXmlAnswer } from "./read-xml-answer.js";

const DEFAULT_TIMEOUT_MS = 600_000;
const MAX_PLUGINS = 500;

/**
 * Reads one node in one session, one request after the other; signs out at the end, whatever happened.
 * @param onSignedIn told how the login went, in the engine's word
 */
export async function* readNode(
  request: ReadRequest,
  limits: ConnectorLimits,
  onSignedIn: (status: string) => void = () => undefined,
): AsyncGenerator<ReadStep> {
  const timeoutMs = request.timeoutMs ?? DEFAULT_TIMEOUT_MS;
  const deadline = AbortSignal.timeout(timeoutMs);
  const { signal } = request;
  if (signal?.aborted) throw new LockstepError("aborted", `${request.node.id} was not read: the read was stopped.`);
  const client = openHttpClient(request.node, apiAddress(request.node), limits, {
    signal,
    deadline,
    deadlineMs: timeoutMs,
  });
  const session = openEngineSession(client, request, limits);
  try {
    yield* readInSession({ request, session, limits, onSignedIn });
  } finally {
    await session.signOut();
    await client.close();
  }
}

interface Reading {
  readonly request: ReadRequest;
  readonly session: EngineSession;
  readonly limits: ConnectorLimits;
  readonly onSignedIn: (status: string) => void;
}

async function* readInSession(reading: Reading): AsyncGenerator<ReadStep> {
  const { session } = reading;
  await session.waitUntilStarted();
  reading.onSignedIn(await session.signIn());
  const serverId = await readServerId(reading);
  yield* textItem("server-id", serverId);
  const engineVersion = await readText(reading, "version", "/server/version");
  yield* textItem("version", engineVersion);
  const timeZone = await readText(reading, "timezone", "/server/timezone");
  yield* textItem("timezone", timeZone);
  const clockSkewMs = await measureClockSkew(reading);
  const about = yield* readSource(reading, ABOUT);
  const counted = await countChannels(session, reading.limits, about);
  const facts: NodeFacts = {
    serverId,
    ...(engineVersion !== undefined && { engineVersion }),
    ...(timeZone !== undefined && { timeZone }),
    ...(clockSkewMs !== undefined && { clockSkewMs }),
    ...(counted !== undefined && { counts: { channel: counted } }),
  };
  yield { type: "facts", facts };
  if (counted === undefined) {
    const message = "the engine says nowhere how many channels it holds, so that nothing proves that all were read.";
    yield { type: "unread", source: "channels", code: "answer-unexpected", message };
  }
  for (const source of READ_SOURCES) {
    if (!isAsked(source, engineVersion)) continue;
    yield* readSource(reading, source);
  }
  yield* readPlugins(reading);
}

/** The id first of all: what another server says is not for this node's snapshot. */
async function readServerId(reading: Reading): Promise<string> {
  const { node, expectedServerId } = reading.request;
  const id = await readText(reading, "server-id", "/server/id");
  if (id === undefined) throw new LockstepError("answer-unexpected", `${node.id} does not say which server it is.`);
  const expected = expectedServerId ?? node.serverId;
  if (expected === undefined || expected === id) return id;
  throw new LockstepError(
    "wrong-server",
    `${node.id} is recorded as server ${expected}, but ${id} answered: check its address.`,
    { details: { node: node.id } },
  );
}

/** A short plain answer such as an id or a version; `undefined` where the engine does not give one. */
async function readText({ session, limits }: Reading, source: string, path: string): Promise<string | undefined> {
  const answer = await session.get(path, "text/plain");
  if (answer.status !== 200 || /html/i.test(String(answer.headers["content-type"] ?? ""))) {
    await answer.discard();
    return undefined;
  }
  const text = Buffer.from(await readWhole(answer, limits.maxItemBytes, source))
    .toString("utf8")
    .trim();
  return /^[\w .:+/()-]{1,100}$/.test(text) ? text : undefined;
}

function* textItem(source: string, text: string | undefined): Generator<ReadStep> {
  if (text === undefined) {
    const message = `/server/${source === "server-id" ? "id" : source} did not give a plain answer.`;
    yield { type: "unread", source, code: "answer-unexpected", message };
    return;
  }
  yield { type: "item", item: { source, bytes: Buffer.from(text), origin: source } };
}

/** Engine clock minus ours, taking ours in the middle of the question; `undefined` where the engine does not tell. */
async function measureClockSkew({ session, request, limits }: Reading): Promise<number | undefined> {
  const before = request.now().getTime();
  const answer = await session.get("/server/time");
  const ours = (before + request.now().getTime()) / 2;
  if (answer.status === 200) {
    const body = Buffer.from(await readWhole(answer, limits.maxItemBytes, "/server/time")).toString("utf8");
    const theirs = /<time>(\d{10,16})<\/time>/.exec(body)?.[1];
    if (theirs !== undefined) return Math.round(Number(theirs) - ours);
  } else {
    await answer.discard();
  }
  const stamp = Date.parse(String(answer.headers.date ?? ""));
  // A Date header is cut to the second: on average half a second is lost.
  return Number.isNaN(stamp) ? undefined : Math.round(stamp + 500 - ours);
}

/** Reads one source, and returns its bytes where it is kept as a whole. What fails alone is told as unread, unless it is required. */
async function* readSource(reading: Reading, source: ReadSource): AsyncGenerator<ReadStep, Uint8Array | undefined> {
  const { request, session, limits } = reading;
  const origin = `/api${source.path}`;
  let whole: Uint8Array | undefined;
  try {
    const answer = await session.get(source.path);
    for await (const piece of readXmlAnswer(answer, source, limits)) {
      request.onProgress?.({ source: source.source, bytes: piece.byteLength });
      if (source.item === undefined) whole = piece;
      yield { type: "item", item: { source: source.source, bytes: piece, origin } };
    }
    return whole;
  } catch (error) {
    if (!isFailureOfOneSource(error)) throw error;
    if (source.required && error.code !== "rights-narrowed") throw error;
    yield { type: "unread", source: source.source, code: error.code, message: error.message };
    return undefined;
  }
}

/** Whether a source is asked of this version. An engine whose version cannot be read is asked for everything. */
function isAsked({ since, until }: ReadSource, version: string | undefined): boolean {
  if (until !== undefined && isVersionAtLeast(version, until) === true) return false;
  return since === undefined || isVersionAtLeast(version, since) !== false;
}

/** Which plugins there are, and the properties of those that have any. */
async function* readPlugins(reading: Reading): AsyncGenerator<ReadStep> {
  const plugins = yield* readSource(reading, PLUGINS);
  if (plugins === undefined) return;
  const names = childrenOfAnswer(plugins, PLUGINS).map(({ children }) => children[0]?.text ?? "");
  const asked = names.filter(isPluginName).slice(0, MAX_PLUGINS);
  for (const name of asked) yield* readPluginProperties(reading, name);
  if (asked.length === names.length) return;
  const message = `the properties of ${names.length - asked.length} of ${names.length} plugins were not asked for: their names cannot be sent, or are more than ${MAX_PLUGINS}.`;
  yield { type: "unread", source: "plugin-properties", code: "answer-unexpected", message };
}

/** A name of dots would be another path; no plugin has one. */
function isPluginName(name: string): boolean {
  return name.length > 0 && name.length <= 200 && !/^\.+$/.test(name);
}

/** An engine answers an empty element for a plugin without properties: nothing to keep. */
async function* readPluginProperties(reading: Reading, name: string): AsyncGenerator<ReadStep> {
  for await (const step of readSource(reading, pluginProperties(name))) {
    const isEmpty =
      step.type === "item" && /^<properties\s*\/>\s*$/.test(Buffer.from(step.item.bytes).toString("utf8"));
    if (!isEmpty) yield step;
  }
}
