import type { IncomingHttpHeaders } from "node:http";
import { LockstepError } from "#services/core/errors";
import type { TicketRequest } from "#services/ports/ticket-system";
import { type ConnectorLimits, DEFAULT_LIMITS } from "#services/wire/connector-limits";
import { type HttpAnswer, type HttpRequest, openHttpClient } from "#services/wire/http-client";
import { measureSkew } from "#services/wire/measure-skew";
import { type NodeAddress, parseNodeAddress } from "#services/wire/node-address";
import { parseJsonAnswer } from "#services/wire/parse-json-answer";
import { startPatience } from "#services/wire/patience";
import { assertTakesNotes } from "./assert-takes-notes.js";
import { type CheckedAnswer, checkAnswer } from "./check-answer.js";
import type { LoginOptions } from "./login.js";
import { openLogin } from "./open-login.js";

/** A whole answer. */
export interface JsonAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  /** Parsed; `undefined` where the answer has no body. */
  readonly body: unknown;
  /** How far the system's clock is ahead of ours, in milliseconds; `undefined` where it does not tell. */
  readonly clockSkewMs: number | undefined;
}

export interface AskOptions {
  /** Beside those that every request has. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Statuses beside 200 that are an answer and no failure, for example 404 for "no such ticket". */
  readonly accept?: readonly number[];
}

/** Questions to one ticket system: one after the other, over one connection, each answer whole or thrown. */
export interface Asking {
  readonly address: NodeAddress;
  /** `path` is below the declared address, with its query. @throws LockstepError of family upstream */
  getJson(path: string, options?: AskOptions): Promise<JsonAnswer>;
  /** A `POST` that only reads. @throws LockstepError of family upstream */
  postJson(path: string, body: unknown, options?: AskOptions): Promise<JsonAnswer>;
  /**
   * Writes a note: the one request that does not only read. It is not repeated where nobody knows whether it was carried out.
   *
   * @throws LockstepError of family upstream; `bug` where the declaration allows no notes: then nothing was sent
   */
  writeNote(method: "POST" | "PATCH", path: string, body: unknown): Promise<JsonAnswer>;
  close(): Promise<void>;
}

export interface AskingOptions extends LoginOptions {
  /** `maxItemBytes` holds for one answer; `startingPollMs` and `startingWaitMs` for a system that is out of service. */
  readonly limits?: Partial<ConnectorLimits>;
}

const DEADLINE_MS = 120_000;

/**
 * Opens the way to a ticket system; nothing is sent yet. Whoever is asked to slow down (429, 503) waits as long as it is told to,
 * within the deadline of the whole look. No redirect is followed, and no page taken for an answer.
 *
 * @throws LockstepError `estate-invalid`, `credential-missing`
 */
export function openAsking(request: TicketRequest, options: AskingOptions = {}): Asking {
  const { declared, now } = request;
  const limits = { ...DEFAULT_LIMITS, ...options.limits };
  const address = parseNodeAddress(declared);
  const deadlineMs = request.timeoutMs ?? DEADLINE_MS;
  const stop = { signal: request.signal, deadline: AbortSignal.timeout(deadlineMs), deadlineMs };
  const patience = startPatience(declared.id, limits, stop);
  const client = openHttpClient(declared, address, limits, stop);
  const login = openLogin(request, options, { client, limits, stop });

  async function send(sent: HttpRequest, accept: readonly number[]): Promise<JsonAnswer> {
    const began = now();
    const answer = await client.send({ ...sent, headers: { ...COMMON, ...(await login.headers()), ...sent.headers } });
    const clockSkewMs = measureSkew(answer.headers.date, began, now());
    const act = isWrite(sent) ? "write" : "read";
    const checked = await checkAnswer(answer, { id: declared.id, path: sent.path, accept, now: now(), act });
    return settle(checked, answer, { sent, accept, clockSkewMs });
  }

  async function settle(checked: CheckedAnswer, answer: HttpAnswer, about: Sent): Promise<JsonAnswer> {
    if (checked.state === "answered") {
      const body = await parseJsonAnswer(answer, { id: declared.id, path: about.sent.path, limits });
      return { status: answer.status, headers: answer.headers, body, clockSkewMs: about.clockSkewMs };
    }
    await answer.discard();
    if (checked.state === "wait" && checked.status === 503 && isWrite(about.sent)) throw outOfService(declared.id);
    if (checked.state === "wait") await patience.wait(checked);
    else if (!(await login.renew())) throw checked.refusal;
    return send(about.sent, about.accept);
  }

  const ask = async (sent: HttpRequest, accept: readonly number[] = []): Promise<JsonAnswer> => {
    patience.begin();
    return send(sent, accept);
  };
  return {
    address,
    getJson: (path, { headers = {}, accept } = {}) => ask({ method: "GET", path, headers }, accept),
    postJson: (path, body, { headers = {}, accept } = {}) =>
      ask(
        {
          method: "POST",
          path,
          headers: { "Content-Type": "application/json", ...headers },
          body: JSON.stringify(body),
          onlyReads: true,
        },
        accept,
      ),
    writeNote: async (method, path, body) => {
      assertTakesNotes(declared);
      const headers = { "Content-Type": "application/json" };
      return await ask({ method, path, headers, body: JSON.stringify(body) }, WRITTEN);
    },
    close: async () => {
      await Promise.all([client.close(), login.close()]);
    },
  };
}

/** Statuses beside 200 that say that a note was written. */
const WRITTEN = [201, 204];

function isWrite({ method, onlyReads }: HttpRequest): boolean {
  return method !== "GET" && onlyReads !== true;
}

/** What answers 503 may have written before: the next look tells. */
function outOfService(id: string): LockstepError {
  return new LockstepError("node-unreachable", `${id} is out of service (503).`, { details: { node: id } });
}

const COMMON = { Accept: "application/json", "User-Agent": "lockstep" };

interface Sent {
  readonly sent: HttpRequest;
  readonly accept: readonly number[];
  readonly clockSkewMs: number | undefined;
}
