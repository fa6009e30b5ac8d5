import { LockstepError } from "#services/core/errors";
import type { IsOfForm, RemoteService } from "#services/ports/remote-service";
import { DEFAULT_LIMITS } from "#services/wire/connector-limits";
import { type HttpRequest, openHttpClient } from "#services/wire/http-client";
import { parseNodeAddress } from "#services/wire/node-address";
import { parseJsonAnswer } from "#services/wire/parse-json-answer";
import type { Peer } from "#services/wire/peer";
import { readRefusal } from "#services/wire/read-refusal";

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
    if (answer.status < 200 || answer.status > 299) throw await readRefusal(answer, SERVICE);
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
