import type { TicketSystem as Declared } from "#schemas/estate";
import { LockstepError } from "#services/core/errors";
import { type HttpClient, openHttpClient } from "#services/wire/http-client";
import { parseNodeAddress } from "#services/wire/node-address";
import { parseJsonAnswer } from "#services/wire/parse-json-answer";
import type { Login, LoginOptions, LoginWay } from "./login.js";

interface TokenRequest {
  readonly declared: Declared;
  readonly username: string;
  readonly secret: string;
  readonly options: LoginOptions;
  readonly way: LoginWay;
}

/** Logs in by OAuth 2.0 client credentials: one token a look, and a second one where the first runs out in the middle. */
export function openTokens(request: TokenRequest): Login {
  const { client, path, isOwn } = tokenClient(request);
  let token: string | undefined;
  let renewed = false;
  return {
    async headers() {
      token ??= await fetchToken(request, client, path);
      return { Authorization: `Bearer ${token}` };
    },
    async renew() {
      if (renewed) return false;
      renewed = true;
      token = undefined;
      return true;
    },
    close: async () => (isOwn ? client.close() : undefined),
  };
}

/** Tokens come over the connection of the look, or where `tokenUrl` is another server over one of their own. */
function tokenClient(request: TokenRequest): { client: HttpClient; path: string; isOwn: boolean } {
  const { declared, options, way } = request;
  const path = declared.tokenUrl === undefined ? options.tokenPath : undefined;
  if (path !== undefined) return { client: way.client, path, isOwn: false };
  if (declared.tokenUrl === undefined) {
    throw new LockstepError("estate-invalid", `${declared.id}: tokenUrl is missing.`, {
      details: { node: declared.id },
    });
  }
  const address = parseNodeAddress({ ...declared, url: declared.tokenUrl });
  const isSame = address.origin === parseNodeAddress(declared).origin;
  // A pin and a name are those of one server; an authority may have signed both.
  const { caFile } = declared.tls ?? {};
  const { tls: _tls, ...rest } = declared;
  const peer = isSame ? declared : { ...rest, ...(caFile !== undefined && { tls: { caFile } }) };
  const query = new URL(declared.tokenUrl).search;
  return { client: openHttpClient(peer, address, way.limits, way.stop), path: query, isOwn: true };
}

/** @throws LockstepError `login-refused`, `node-unreachable`, `rate-limited`, `answer-unexpected` */
async function fetchToken(request: TokenRequest, client: HttpClient, path: string): Promise<string> {
  const { declared, username, secret, options, way } = request;
  const { id } = declared;
  const client_credentials = { grant_type: "client_credentials", client_id: username, client_secret: secret };
  const form = new URLSearchParams({ ...options.tokenForm, ...client_credentials });
  const answer = await client.send({
    method: "POST",
    path,
    headers: {
      Accept: "application/json",
      "User-Agent": "lockstep",
      "Content-Type": "application/x-www-form-urlencoded",
    },
    body: form.toString(),
  });
  const { status } = answer;
  if (status !== 200) {
    await answer.discard();
    throw refusal(id, status);
  }
  const body = await parseJsonAnswer(answer, { id, path: " (token)", limits: way.limits });
  const token: unknown = typeof body === "object" && body !== null ? Reflect.get(body, "access_token") : undefined;
  if (typeof token === "string" && /^[\x21-\x7e]{1,8192}$/.test(token)) return token;
  throw new LockstepError("answer-unexpected", `${id} gave no token where one was asked for.`, {
    details: { node: id, status },
  });
}

/** OAuth tells a wrong client with 400 or 401; 403 is what gateways make of it. */
function refusal(id: string, status: number): LockstepError {
  const details = { node: id, status };
  if (status === 400 || status === 401 || status === 403) {
    return new LockstepError("login-refused", `${id} gave no token to this client (${status}).`, { details });
  }
  if (status === 429) return new LockstepError("rate-limited", `${id} gives no token now (429).`, { details });
  if (status >= 500)
    return new LockstepError("node-unreachable", `${id} could not give a token (${status}).`, { details });
  return new LockstepError("answer-unexpected", `${id} answered ${status} where a token was asked for.`, { details });
}
