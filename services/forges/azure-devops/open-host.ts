import type { IncomingHttpHeaders } from "node:http";
import type { ForgeRequest } from "#services/ports/forge";
import { type ConnectorLimits, DEFAULT_LIMITS } from "#services/wire/connector-limits";
import { type HttpAnswer, type HttpRequest, openHttpClient } from "#services/wire/http-client";
import { measureSkew } from "#services/wire/measure-skew";
import { type NodeAddress, parseNodeAddress } from "#services/wire/node-address";
import { parseJsonAnswer } from "#services/wire/parse-json-answer";
import { startPatience } from "#services/wire/patience";
import { toLockstepError } from "#services/wire/to-lockstep-error";
import { waitAskedFor } from "#services/wire/wait-asked-for";
import { authorizationOf } from "./authorization.js";
import { type Refusal, readRefusal, toError } from "./check-answer.js";

/** One request of the API. */
export interface Question {
  /** Default `GET`. */
  readonly method?: HttpRequest["method"];
  /** Below organisation or collection; each part is encoded. */
  readonly path: readonly (string | number)[];
  readonly query?: Readonly<Record<string, string | number>>;
  readonly body?: unknown;
  /** Refusals that are an answer: `undefined` is given for them. */
  readonly accept?: (refusal: Refusal) => boolean;
}

export interface HostAnswer {
  readonly headers: IncomingHttpHeaders;
  readonly body: unknown;
  readonly clockSkewMs: number | undefined;
}

/** Requests to one host: one after the other, over one connection, each answer whole or thrown. */
export interface Host {
  readonly address: NodeAddress;
  /** @throws LockstepError of family upstream */
  ask(question: Question): Promise<HostAnswer | undefined>;
  close(): Promise<void>;
}

export const ID = "azure-devops";
const DEADLINE_MS = 60_000;

/** Newest first; Server 2019 knows no more than the last. */
const VERSIONS = ["7.1", "7.0", "6.0", "5.1"];

const ALWAYS_IN_PREVIEW = ["_apis/connectionData"];

/**
 * Opens the way to a host; nothing is sent yet. Which version of the API it speaks, and which of its parts are in preview there, is
 * found by asking. No redirect is followed, no write is repeated that was taken, and no page is taken for an answer.
 *
 * @throws LockstepError `estate-invalid`, `credential-missing`
 */
export function openHost(request: ForgeRequest, url: string, options: Partial<ConnectorLimits> = {}): Host {
  const { declared, now, signal, timeoutMs: deadlineMs = DEADLINE_MS } = request;
  const limits = { ...DEFAULT_LIMITS, ...options };
  const { tls, via } = declared;
  const peer = { id: ID, url, ...(tls && { tls }), ...(via && { via }) };
  const address = parseNodeAddress(peer);
  const authorization = authorizationOf(request);
  const never = new AbortController().signal;
  const client = openHttpClient(peer, address, limits, { signal, deadline: never, deadlineMs });
  const inPreview = new Set<string>(ALWAYS_IN_PREVIEW);
  let newest = 0;

  async function ask(question: Question): Promise<HostAnswer | undefined> {
    const deadline = AbortSignal.timeout(deadlineMs);
    const stop = { signal, deadline, deadlineMs };
    const patience = startPatience(ID, limits, stop);
    for (;;) {
      try {
        const began = now();
        const answer = await client.send({
          ...sentOf(question),
          signal: AbortSignal.any(signal ? [signal, deadline] : [deadline]),
        });
        const { status, headers } = answer;
        if (status === 429 || status === 503) {
          await answer.discard();
          await patience.wait({ status, ms: waitAskedFor(headers, now()) });
        } else if (status === 200 || status === 201 || status === 204) {
          const body = await parseJsonAnswer(answer, { id: ID, path: placeOf(question), limits });
          return { headers, body, clockSkewMs: measureSkew(headers.date, began, now()) };
        } else if (!(await tryOtherwise(question, answer))) return undefined;
      } catch (error) {
        throw deadline.aborted || signal?.aborted ? stopped(error, stop) : error;
      }
    }
  }

  /** Whether the question is to be asked again in another version; otherwise the refusal is an answer. */
  async function tryOtherwise(question: Question, answer: HttpAnswer): Promise<boolean> {
    const refusal = await readRefusal(answer, { id: ID, path: placeOf(question), limits });
    if (refusal.type === "VssInvalidPreviewVersionException" && !inPreview.has(resourceOf(question))) {
      inPreview.add(resourceOf(question));
      return true;
    }
    if (refusal.type === "VssVersionOutOfRangeException" && newest + 1 < VERSIONS.length) {
      newest += 1;
      return true;
    }
    if (question.accept?.(refusal) === true) return false;
    throw toError(refusal, question.method ?? "GET", placeOf(question));
  }

  function sentOf(question: Question): Omit<HttpRequest, "signal"> {
    const { method = "GET", query = {}, body } = question;
    const version = `${VERSIONS[newest]}${inPreview.has(resourceOf(question)) ? "-preview" : ""}`;
    const asked = new URLSearchParams({ ...textsOf(query), "api-version": version });
    return {
      method,
      path: `${placeOf(question)}?${asked.toString()}`,
      headers: {
        Accept: "application/json",
        "User-Agent": "lockstep",
        Authorization: authorization,
        // Otherwise a token that is not good is sent round to a page to sign in.
        "X-TFS-FedAuthRedirect": "Suppress",
        ...(body === undefined ? {} : { "Content-Type": "application/json" }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    };
  }

  return { address, ask, close: () => client.close() };
}

function placeOf({ path }: Question): string {
  return path.map((part) => `/${encodeURIComponent(part)}`).join("");
}

/** Numbers are no part of what a resource is. */
function resourceOf({ path }: Question): string {
  return path.filter((part) => typeof part === "string").join("/");
}

function textsOf(query: Readonly<Record<string, string | number>>): Record<string, string> {
  return Object.fromEntries(Object.entries(query).map(([name, value]) => [name, String(value)]));
}

function stopped(error: unknown, stop: Parameters<typeof startPatience>[2]): unknown {
  // What was thrown knows of no deadline: a single request has one, and the connection has not.
  const cause = error instanceof Error && error.name === "LockstepError" ? new Error("stopped") : error;
  return toLockstepError(cause, { ...stop, nodeId: ID, phase: "request" });
}
