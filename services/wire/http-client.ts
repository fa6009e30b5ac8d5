import type { IncomingHttpHeaders } from "node:http";
import { Client, type Dispatcher } from "undici";
import { LockstepError } from "#services/core/errors";
import { connectToNode } from "./connect-to-node.js";
import type { ConnectorLimits } from "./connector-limits.js";
import type { NodeAddress } from "./node-address.js";
import type { Peer } from "./peer.js";
import { afterAnAnswer, type FailureContext, isLostConnection, toLockstepError } from "./to-lockstep-error.js";

export interface HttpRequest {
  readonly method: "GET" | "HEAD" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** Below the API's base, with its query. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
  /** A `POST` that only reads, and may be sent once more like a `GET`. */
  readonly onlyReads?: true;
  /** Stops this request. Default: what stops the read. */
  readonly signal?: AbortSignal;
}

export interface HttpAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  /** The body piece by piece; must be read to its end or left with `discard`. */
  readonly body: AsyncGenerator<Uint8Array>;
  /** Reads a body that nobody wants, so that the connection can be used again. */
  discard(): Promise<void>;
}

/** One connection to one node: requests one after the other, no redirect followed, nothing decoded. */
export interface HttpClient {
  /** @throws LockstepError of family upstream */
  send(request: HttpRequest): Promise<HttpAnswer>;
  close(): Promise<void>;
}

/**
 * Opens a client for a node; the first request makes the connection.
 *
 * A `GET` or `HEAD` whose connection turns out to be lost before anything was answered is sent once more: engines close idle connections, and
 * one may be closed just when it is used again. So is a `POST` that only reads; nothing else is repeated.
 */
export function openHttpClient(
  node: Peer,
  address: NodeAddress,
  limits: ConnectorLimits,
  stop: Omit<FailureContext, "nodeId" | "phase">,
): HttpClient {
  const client = new Client(address.origin, {
    connect: (_options, callback) => {
      connectToNode(node, address, limits.connectTimeoutMs).then(
        (socket) => callback(null, socket),
        (error: Error) => callback(error, null),
      );
    },
    headersTimeout: limits.answerTimeoutMs,
    bodyTimeout: limits.silenceTimeoutMs,
    keepAliveTimeout: 4000,
    pipelining: 1,
  });
  const signal = AbortSignal.any(stop.signal ? [stop.signal, stop.deadline] : [stop.deadline]);
  const context = { ...stop, nodeId: node.id };
  let answered = false;
  const attempt = ({ method, path, headers, body, signal: own }: HttpRequest): Promise<Dispatcher.ResponseData> =>
    client.request({
      method,
      path: `${address.basePath}${path}`,
      headers: { "X-Requested-With": "lockstep", ...headers },
      body: body ?? null,
      signal: own ?? signal,
    });
  return {
    async send(request) {
      try {
        const answer = await attempt(request).catch((error: unknown) => {
          const isRead = ["GET", "HEAD"].includes(request.method) || request.onlyReads === true;
          if (!isRead || signal.aborted || !isLostConnection(error)) throw error;
          return attempt(request);
        });
        answered = true;
        return toAnswer(answer, limits.maxAnswerBytes, { ...context, phase: "answer" });
      } catch (error) {
        const failure = toLockstepError(error, { ...context, phase: "request" });
        throw answered ? afterAnAnswer(failure) : failure;
      }
    },
    close: () => client.destroy(),
  };
}

function toAnswer(answer: Dispatcher.ResponseData, maxBytes: number, context: FailureContext): HttpAnswer {
  return {
    status: answer.statusCode,
    headers: answer.headers,
    body: readBody(answer.body, maxBytes, context),
    discard: () => answer.body.dump({ limit: 65_536 }),
  };
}

async function* readBody(
  body: AsyncIterable<unknown>,
  maxBytes: number,
  context: FailureContext,
): AsyncGenerator<Uint8Array> {
  let bytes = 0;
  try {
    for await (const chunk of body) {
      if (!(chunk instanceof Uint8Array)) continue;
      bytes += chunk.byteLength;
      if (bytes > maxBytes) {
        throw new LockstepError(
          "answer-too-large",
          `${context.nodeId} sent more than ${maxBytes} bytes in one answer.`,
        );
      }
      yield chunk;
    }
  } catch (error) {
    throw toLockstepError(error, context);
  }
}
