import { setTimeout as delay } from "node:timers/promises";
import { LockstepError } from "#services/core/errors";
import type { ForgeRequest } from "#services/ports/forge";
import type { ConnectorLimits } from "#services/wire/connector-limits";
import type { HttpAnswer, HttpClient, HttpRequest } from "#services/wire/http-client";
import { measureSkew } from "#services/wire/measure-skew";
import type { NodeAddress } from "#services/wire/node-address";
import { parseJsonAnswer } from "#services/wire/parse-json-answer";
import { limitOf } from "./limit-of.js";
import type { Pace } from "./pace.js";

/** What of a request by Octokit is looked at. */
interface FetchOptions {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

export type Fetch = (url: string, options?: FetchOptions) => Promise<Response>;

export interface FetchWay {
  readonly id: string;
  readonly client: HttpClient;
  readonly address: NodeAddress;
  readonly limits: ConnectorLimits;
  readonly pace: Pace;
  readonly request: ForgeRequest;
  /** Of one request, waits included. */
  readonly timeoutMs: number;
  /** Told of each answer: how far its clock is ahead of ours, and when the token runs out, where it says so. */
  readonly onAnswer: (about: {
    readonly clockSkewMs: number | undefined;
    readonly tokenEnds: string | undefined;
  }) => void;
}

const API_VERSION = "2022-11-28";
const METHODS = ["GET", "POST", "PUT", "PATCH"] as const;
const MAX_READS = 3;
const SHORTEST_MS = 100;
/** What a request keeps of its deadline for itself. */
const SPARE_MS = 2000;
const PASSING = [502, 503, 504];

/**
 * Makes a `fetch` whose requests go the way of every host: proxy, trust, deadline, whole answers or none. It waits when asked to,
 * and for its turn to write, within the deadline of one request. What only reads is asked again after a passing fault; a write
 * is sent once, unless the host says that it did not look at it.
 *
 * @throws LockstepError of family upstream, from each call
 */
export function fetchThrough(way: FetchWay): Fetch {
  const base = `${way.address.origin}${way.address.basePath}`;
  return async (url, { method: asked = "GET", headers = {}, body } = {}) => {
    const method = METHODS.find((each) => each === asked);
    if (!url.startsWith(`${base}/`) || method === undefined) {
      throw new LockstepError("answer-unexpected", `${way.id} names another server, or asks for more than was meant.`);
    }
    const deadline = AbortSignal.timeout(way.timeoutMs);
    const signal = AbortSignal.any(way.request.signal ? [way.request.signal, deadline] : [deadline]);
    const sent: HttpRequest = {
      method,
      path: url.slice(base.length),
      headers: { ...headers, "x-github-api-version": API_VERSION },
      signal,
      ...(typeof body === "string" && { body }),
    };
    try {
      return await sendOn(way, sent, { signal, ends: performance.now() + way.timeoutMs });
    } catch (error) {
      throw inWords(way, error, deadline);
    }
  };
}

interface Patience {
  readonly signal: AbortSignal;
  readonly ends: number;
}

async function sendOn(way: FetchWay, sent: HttpRequest, { signal, ends }: Patience): Promise<Response> {
  for (let reads = 1; ; reads += 1) {
    await waitForTurn(way, sent, { signal, ends });
    const began = way.request.now();
    const answer = await way.client.send(sent);
    const tokenEnds = answer.headers["github-authentication-token-expiration"];
    way.onAnswer({
      clockSkewMs: measureSkew(answer.headers.date, began, way.request.now()),
      tokenEnds: typeof tokenEnds === "string" ? tokenEnds : undefined,
    });
    const limit = await limitOf(answer, (from) => bodyOf(way, from, sent.path), way.request.now());
    if (limit.isLimit) {
      await waitOut(way, limit.ms, { signal, ends, status: answer.status });
    } else if (sent.method === "GET" && PASSING.includes(answer.status) && reads < MAX_READS) {
      await pause(way.limits.startingPollMs, { signal, ends });
    } else {
      return toResponse(answer, limit.body);
    }
  }
}

/** Content takes its turn; tokens, statuses and check runs are none. */
async function waitForTurn(way: FetchWay, { method, path }: HttpRequest, { signal, ends }: Patience): Promise<void> {
  if (method === "GET" || /\/access_tokens$|\/statuses\/|\/check-runs/.test(path)) return;
  const wait = await way.pace.turn(Math.max(0, ends - performance.now() - SPARE_MS), signal);
  if (wait > 0) throw limited(way.id, wait, "is written to as often as it allows");
}

async function waitOut(
  way: FetchWay,
  ms: number,
  { signal, ends, status }: Patience & { readonly status: number },
): Promise<void> {
  const wait = Math.max(SHORTEST_MS, ms);
  if (performance.now() + wait >= ends) throw limited(way.id, wait, `asks to wait (${status})`);
  await delay(wait, undefined, { signal });
}

async function pause(ms: number, { signal, ends }: Patience): Promise<void> {
  await delay(Math.max(0, Math.min(ms, ends - performance.now())), undefined, { signal });
}

/** What a success says must be read; what a refusal says of itself may be a proxy's page. */
async function bodyOf(way: FetchWay, answer: HttpAnswer, path: string): Promise<unknown> {
  const { status } = answer;
  if (status >= 300 && status < 400) {
    await answer.discard();
    throw new LockstepError(
      "answer-unexpected",
      `${way.id} answered with a redirect (${status}): the repository was moved, or a login page stands in front.`,
      {
        details: { node: way.id, status },
      },
    );
  }
  const about = { id: way.id, path, limits: way.limits };
  if (status < 400) return parseJsonAnswer(answer, about);
  return parseJsonAnswer(answer, about).catch((error: unknown) => {
    if (error instanceof LockstepError && error.code === "answer-unexpected") return undefined;
    throw error;
  });
}

const TOLD = ["date", "link", "x-accepted-github-permissions", "x-github-sso"];

function toResponse({ status, headers }: HttpAnswer, body: unknown): Response {
  const told = TOLD.flatMap((name): [string, string][] => {
    const value = headers[name];
    return value === undefined ? [] : [[name, [value].flat().join(", ")]];
  });
  const text = status === 204 ? null : JSON.stringify(body ?? null);
  return new Response(text, { status, headers: { "content-type": "application/json", ...Object.fromEntries(told) } });
}

/** A wait that the deadline ended is the host's silence; one that the caller ended is not. */
function inWords({ id, request, timeoutMs }: FetchWay, error: unknown, deadline: AbortSignal): unknown {
  if (request.signal?.aborted) return new LockstepError("aborted", `${id} was not asked further: the run was stopped.`);
  if (deadline.aborted) {
    const message = `${id} did not answer within ${Math.ceil(timeoutMs / 1000)} s.`;
    return new LockstepError("node-unreachable", message, { details: { node: id }, remedy: ROUTE });
  }
  if (!(error instanceof LockstepError) || error.code !== "node-down") return error;
  return new LockstepError("node-unreachable", error.message, { details: { ...error.details }, remedy: ROUTE });
}

export const ROUTE =
  "Nothing is lost: the next run tries again. Check url and apiUrl in estate.yaml, its via.proxy, and the firewalls between.";

function limited(id: string, ms: number, what: string): LockstepError {
  const message = `${id} ${what}: the next turn is in ${Math.ceil(ms / 1000)} s, longer than this request may take.`;
  return new LockstepError("rate-limited", message, {
    details: { node: id, waitMs: Math.ceil(ms) },
    remedy: "Nothing is lost: the next run goes on from here.",
  });
}
