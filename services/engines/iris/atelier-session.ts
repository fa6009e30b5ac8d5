import { setTimeout as delay } from "node:timers/promises";
import { type ErrorCode, LockstepError } from "#services/core/errors";
import type { ReadRequest } from "#services/ports/connector";
import type { ConnectorLimits } from "#services/wire/connector-limits";
import type { HttpAnswer, HttpClient } from "#services/wire/http-client";
import { API } from "./read-requests.js";
import { SessionCookies } from "./session-cookies.js";

const SIGN_OUT_MS = 5000;

/** One session on an instance: credentials once, cookies after, its licence slot given back at the end. */
export interface AtelierSession {
  /**
   * Sends the credentials, once. An instance that its web server cannot reach yet is waited for; one without a free licence
   * slot is not asked again.
   * @throws LockstepError `credential-missing`, `login-refused`, `rights-narrowed`, `licence-exhausted`, `engine-starting`,
   * `rate-limited`, `answer-unexpected`
   */
  signIn(): Promise<void>;
  /**
   * One read, below `/api/atelier/`; with a body it is a `POST` that only reads. A session that the instance has ended is
   * opened anew, once per read.
   * @throws LockstepError `session-lost`, `licence-exhausted`, `engine-starting`, `rate-limited`, `answer-unexpected` (a redirect)
   */
  ask(path: string, body?: unknown): Promise<HttpAnswer>;
  /** Never throws, and works after an abort too. */
  signOut(): Promise<void>;
}

/** Opens a session over a client; nothing is sent yet. */
export function openAtelierSession(client: HttpClient, request: ReadRequest, limits: ConnectorLimits): AtelierSession {
  const cookies = new SessionCookies();
  let signedInAgain = false;

  async function signIn(): Promise<void> {
    const authorization = basicCredentials(request);
    const patience = Math.max(1, Math.ceil(limits.startingWaitMs / limits.startingPollMs));
    for (let asked = 1; ; asked += 1) {
      const answer = await client.send({ method: "HEAD", path: API, headers: { ...HEADERS, authorization } });
      await answer.discard();
      cookies.clear();
      cookies.take(answer.headers);
      if (!isGatewayError(answer.status) || asked >= patience) return checkLogin(answer, request, cookies);
      await pause(limits.startingPollMs, request);
    }
  }

  async function send(path: string, body: unknown): Promise<HttpAnswer> {
    const headers = { ...HEADERS, Cookie: cookies.header };
    const answer = await client.send(
      body === undefined
        ? { method: "GET", path: `${API}${path}`, headers }
        : {
            method: "POST",
            path: `${API}${path}`,
            headers: { ...headers, "Content-Type": "application/json" },
            body: JSON.stringify(body),
            onlyReads: true,
          },
    );
    cookies.take(answer.headers);
    return answer;
  }

  async function signInAgain(): Promise<void> {
    if (signedInAgain) throw sessionLost(request);
    signedInAgain = true;
    cookies.clear();
    await signIn().catch((error: unknown) => {
      throw error instanceof LockstepError && error.code === "login-refused" ? sessionLost(request) : error;
    });
  }

  return {
    signIn,
    async ask(path, body) {
      let answer = await send(path, body);
      if (answer.status === 401) {
        await answer.discard();
        await signInAgain();
        answer = await send(path, body);
        if (answer.status === 401) {
          await answer.discard();
          throw sessionLost(request);
        }
      }
      return checkAvailable(answer, request);
    },
    async signOut() {
      if (cookies.isEmpty) return;
      const headers = { ...HEADERS, Cookie: cookies.header };
      cookies.clear();
      const signal = AbortSignal.timeout(SIGN_OUT_MS);
      try {
        const path = `${API}?CacheLogout=end`;
        await (await client.send({ method: "HEAD", path, headers, signal })).discard();
      } catch {
        // The session ends by itself after its idle time; what was read is not worth less.
      }
    },
  };
}

const HEADERS = { Accept: "application/json", "Cache-Control": "no-cache" };

/** The credentials as HTTP Basic wants them. @throws LockstepError `credential-missing` */
export function basicCredentials({ node, password }: ReadRequest): string {
  if (node.username === undefined || password === undefined || password === "") {
    const where = node.passwordEnv ?? node.passwordFile ?? "passwordEnv";
    const what = node.username === undefined ? "username is missing in estate.yaml" : `${where} is not set`;
    throw new LockstepError("credential-missing", `${node.id} needs an account: ${what}.`, {
      details: { node: node.id },
    });
  }
  return `Basic ${Buffer.from(`${node.username}:${password}`).toString("base64")}`;
}

function isGatewayError(status: number): boolean {
  return status === 502 || status === 504;
}

async function pause(ms: number, { signal, node }: ReadRequest): Promise<void> {
  try {
    await delay(ms, undefined, signal ? { signal } : {});
  } catch {
    throw new LockstepError("aborted", `${node.id} was not read: the read was stopped while it was starting.`);
  }
}

/** An instance gives one answer for a wrong password, a disabled account and an expired one. */
async function checkLogin(answer: HttpAnswer, request: ReadRequest, cookies: SessionCookies): Promise<void> {
  await checkAvailable(answer, request);
  const { node } = request;
  const where = node.passwordEnv ?? node.passwordFile ?? "the password";
  switch (answer.status) {
    case 200:
      if (!cookies.isEmpty) return;
      throw failure(
        "answer-unexpected",
        request,
        "accepted the credentials and gave no session: each request would take a licence slot",
      );
    case 401:
      throw failure(
        "login-refused",
        request,
        `refused the login of '${node.username}' (401): check ${where}, and that the account is enabled; it was not tried again, because refusals can disable it`,
      );
    case 403:
      throw failure(
        "rights-narrowed",
        request,
        `lets '${node.username}' sign in but not use /api/atelier (403): give it %Development:USE`,
      );
    case 404:
      throw failure("answer-unexpected", request, "has no /api/atelier there (404): check port and path prefix");
    default:
      throw failure("answer-unexpected", request, `did not answer the login as this engine does (${answer.status})`);
  }
}

async function checkAvailable(answer: HttpAnswer, request: ReadRequest): Promise<HttpAnswer> {
  const { status } = answer;
  const refuse = async (code: ErrorCode, message: string): Promise<never> => {
    await answer.discard();
    throw failure(code, request, message);
  };
  if (status >= 300 && status < 400) {
    await refuse("answer-unexpected", `sends us elsewhere (${status}): a login page or proxy stands in front`);
  }
  if (status === 429) await refuse("rate-limited", "asks to slow down (429)");
  if (status === 503) {
    await refuse("licence-exhausted", "has no licence slot left, or its web server cannot reach it (503)");
  }
  if (isGatewayError(status)) {
    await refuse("engine-starting", `is not reached by its web server (${status}): it is starting or stopped`);
  }
  return answer;
}

function sessionLost(request: ReadRequest): LockstepError {
  return failure("session-lost", request, "ended the session in the middle of the read, twice");
}

function failure(code: ErrorCode, { node }: ReadRequest, message: string): LockstepError {
  return new LockstepError(code, `${node.id} ${message}.`, { details: { node: node.id } });
}
