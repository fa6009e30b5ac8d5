import { ERROR_KINDS, type ErrorCode, LockstepError } from "#services/core/errors";
import { escapeText } from "#services/core/text/escape-text";
import type { IsOfForm, RemoteService } from "#services/ports/remote-service";
import { DEFAULT_LIMITS } from "#services/wire/connector-limits";
import { type HttpAnswer, type HttpRequest, openHttpClient } from "#services/wire/http-client";
import { parseNodeAddress } from "#services/wire/node-address";
import { parseJsonAnswer } from "#services/wire/parse-json-answer";
import type { Peer } from "#services/wire/peer";

/** Where the service is, the way to it, and what is shown there. */
export interface RemoteAddress extends Pick<Peer, "url" | "tls" | "via"> {
  readonly token: string;
}

export interface RemoteOptions {
  readonly signal?: AbortSignal | undefined;
  /** Milliseconds for all that is asked over one opening. Default two hours: a check is waited for. */
  readonly deadlineMs?: number;
}

/** Opens the way to a service, by the same wire as to every engine: proxy, private authority, pinned certificate. @throws LockstepError `usage` */
export function openRemoteService(address: RemoteAddress, options: RemoteOptions = {}): RemoteService {
  const { signal, deadlineMs = 7_200_000 } = options;
  const { token, ...way } = address;
  const peer: Peer = { id: SERVICE, ...way };
  const stop = { signal, deadline: AbortSignal.timeout(deadlineMs), deadlineMs };
  const client = openHttpClient(peer, addressOf(peer), DEFAULT_LIMITS, stop);

  async function ask<T>(request: HttpRequest, isOfForm: IsOfForm<T>): Promise<T> {
    const headers = { ...request.headers, authorization: `Bearer ${token}`, accept: "application/json" };
    const path = `/api/v1${request.path}`;
    const answer = await client.send({ ...request, path, headers }).catch(asWayToService);
    if (answer.status < 200 || answer.status > 299) throw await refusalOf(answer);
    const value = await parseJsonAnswer(answer, { id: SERVICE, path: request.path, limits: DEFAULT_LIMITS });
    if (isOfForm(value)) return value;
    throw new LockstepError("answer-unexpected", "The service answered in a form that this version does not know.", {
      remedy: "Use the version of Lockstep that the service runs.",
    });
  }

  return {
    get: (path, isOfForm) => ask({ method: "GET", path }, isOfForm),
    post(path, body, isOfForm, key) {
      const headers = { "content-type": "application/json", "idempotency-key": key };
      return ask({ method: "POST", path, headers, body: JSON.stringify(body) }, isOfForm);
    },
    close: () => client.close(),
  };
}

const SERVICE = "the service";

/** What is wrong with the address was typed, and stands in no estate. */
function addressOf(peer: Peer) {
  try {
    return parseNodeAddress(peer);
  } catch (error) {
    if (!(error instanceof LockstepError)) throw error;
    throw new LockstepError("usage", `--server: ${error.message}`, { remedy: WAY });
  }
}

const WAY =
  "See that the service runs, and that --server names its address: https://, or http:// on this machine alone. LOCKSTEP_SERVER_CA_FILE, LOCKSTEP_SERVER_FINGERPRINT and LOCKSTEP_SERVER_PROXY say how it is trusted and reached.";

/** The registry's remedies speak of engines. */
function asWayToService(error: unknown): never {
  if (!(error instanceof LockstepError) || error.ownRemedy !== undefined || error.code === "aborted") throw error;
  const { code, message, details } = error;
  throw new LockstepError(code, message, { details, cause: error, remedy: WAY });
}

/** The code and the words of a refusal; of a page that stands in front of the service, its status alone. */
async function refusalOf(answer: HttpAnswer): Promise<LockstepError> {
  const { status } = answer;
  const value = await parseJsonAnswer(answer, { id: SERVICE, path: "", limits: DEFAULT_LIMITS }).catch(() => undefined);
  const { code, detail, remedy } = problemIn(value);
  if (code !== undefined) return new LockstepError(code, `The service refused (${status}): ${detail}`, { remedy });
  const isBusy = status === 429 || status >= 500;
  return new LockstepError(isBusy ? "node-unreachable" : "request-refused", `The service answered with ${status}.`, {
    remedy: WAY,
  });
}

interface Told {
  readonly code?: ErrorCode;
  readonly detail: string;
  readonly remedy: string | undefined;
}

function problemIn(value: unknown): Told {
  if (typeof value !== "object" || value === null) return { detail: "", remedy: undefined };
  const words = (name: string): string | undefined => {
    const text: unknown = Reflect.get(value, name);
    return typeof text === "string" ? escapeText(text.slice(0, 500)) : undefined;
  };
  const told = { detail: words("detail") ?? "", remedy: words("remedy") };
  const code = words("code") ?? "";
  return Object.hasOwn(ERROR_KINDS, code) ? { code: code as ErrorCode, ...told } : told;
}
