import { setTimeout as delay } from "node:timers/promises";
import { type ErrorCode, LockstepError } from "#services/core/errors";
import { parseXml } from "#services/formats/xml/parse-xml";
import type { ReadRequest } from "#services/ports/connector";
import type { ConnectorLimits } from "#services/wire/connector-limits";
import type { HttpAnswer, HttpClient } from "#services/wire/http-client";
import { readWhole } from "#services/wire/read-whole";

const SIGN_OUT_MS = 5000;

/** One session on an engine: waits until it has started, signs in once, reads, signs out. */
export interface EngineSession {
  /** @throws LockstepError `engine-starting`, `rate-limited`, `answer-unexpected`, `node-down`, `node-unreachable` */
  waitUntilStarted(): Promise<void>;
  /**
   * Signs in, and says how: `SUCCESS`, or `SUCCESS_GRACE_PERIOD` when the password is about to expire.
   * @throws LockstepError `login-refused`, `login-locked`, `engine-starting`, `credential-missing`
   */
  signIn(): Promise<string>;
  /**
   * One read. A session that the engine has ended is opened anew, once per read.
   * @throws LockstepError `session-lost`, `rate-limited`, `engine-starting`, `answer-unexpected` (a redirect)
   */
  get(path: string, accept?: string): Promise<HttpAnswer>;
  /** Never throws, and works after an abort too. */
  signOut(): Promise<void>;
}

/** Opens a session over a client; nothing is sent yet. */
export function openEngineSession(client: HttpClient, request: ReadRequest, limits: ConnectorLimits): EngineSession {
  let cookie: string | undefined;
  let signedInAgain = false;

  async function signIn(): Promise<string> {
    const { username, password } = credentials(request);
    cookie = undefined;
    const answer = await client.send({
      method: "POST",
      path: "/users/_login",
      headers: { "Content-Type": "application/x-www-form-urlencoded", Accept: "application/xml" },
      body: new URLSearchParams({ username, password }).toString(),
    });
    const login = await readLogin(answer, request, limits);
    cookie = login.cookie;
    return login.status;
  }

  function send(path: string, accept: string): Promise<HttpAnswer> {
    const headers = { Accept: accept, ...(cookie && { Cookie: `JSESSIONID=${cookie}` }) };
    return client.send({ method: "GET", path, headers });
  }

  async function get(path: string, accept = "application/xml"): Promise<HttpAnswer> {
    let answer = await send(path, accept);
    if (answer.status === 401 && cookie !== undefined) {
      await answer.discard();
      if (signedInAgain) throw sessionLost(request);
      signedInAgain = true;
      await signIn().catch((error: unknown) => {
        throw isRefusal(error) ? sessionLost(request) : error;
      });
      answer = await send(path, accept);
      if (answer.status === 401) {
        await answer.discard();
        throw sessionLost(request);
      }
    }
    return checkStatus(answer, request);
  }

  return {
    signIn,
    get,
    async waitUntilStarted() {
      const patience = Math.max(1, Math.ceil(limits.startingWaitMs / limits.startingPollMs));
      for (let asked = 1; ; asked += 1) {
        if (await hasStarted(await get("/server/status"), limits)) return;
        if (asked >= patience) {
          throw failure("engine-starting", request, "is still starting: wait until it has started, and check again");
        }
        await pause(limits.startingPollMs, request);
      }
    },
    async signOut() {
      if (cookie === undefined) return;
      const headers = { Cookie: `JSESSIONID=${cookie}` };
      cookie = undefined;
      const signal = AbortSignal.timeout(SIGN_OUT_MS);
      try {
        await (await client.send({ method: "POST", path: "/users/_logout", headers, signal })).discard();
      } catch {
        // The session ends by itself after its idle time; what was read is not worth less.
      }
    },
  };
}

function credentials({ node, password }: ReadRequest): { readonly username: string; readonly password: string } {
  if (node.username === undefined || password === undefined) {
    const where = node.passwordEnv ?? node.passwordFile ?? "passwordEnv";
    const what = node.username === undefined ? "no username in estate.yaml" : `no password (${where})`;
    throw new LockstepError("credential-missing", `${node.id} has ${what}.`, { details: { node: node.id } });
  }
  return { username: node.username, password };
}

async function hasStarted(answer: HttpAnswer, limits: ConnectorLimits): Promise<boolean> {
  // Before 3.8 some engines want a login for their status: then the login tells.
  if (answer.status === 401 || answer.status === 404) {
    await answer.discard();
    return true;
  }
  const body = Buffer.from(await readWhole(answer, limits.maxItemBytes, "/server/status")).toString("utf8");
  const state = /^\s*<int>(\d)<\/int>\s*$/.exec(body)?.[1];
  if (state === undefined) throw new LockstepError("answer-unexpected", "/server/status did not answer with a number.");
  return state === "0";
}

async function pause(ms: number, { signal, node }: ReadRequest): Promise<void> {
  try {
    await delay(ms, undefined, signal ? { signal } : {});
  } catch {
    throw new LockstepError("aborted", `${node.id} was not read: the read was stopped while it was starting.`);
  }
}

interface Login {
  readonly status: string;
  readonly cookie: string;
}

async function readLogin(answer: HttpAnswer, request: ReadRequest, limits: ConnectorLimits): Promise<Login> {
  await checkStatus(answer, request);
  const said = await readLoginStatus(answer, limits);
  if (answer.status === 200 && said?.status.startsWith("SUCCESS")) {
    const cookie = [answer.headers["set-cookie"] ?? []]
      .flat()
      .map((header) => /^JSESSIONID=([\x21-\x7e]{1,200}?)(?:;|$)/.exec(header)?.[1])
      .find((value) => value !== undefined);
    if (cookie !== undefined) return { status: said.status, cookie };
  }
  throw refusal(answer.status, said, request);
}

/** The engine's verdict, or nothing where the answer is not one: its text is used to tell causes apart and goes no further. */
async function readLoginStatus(
  answer: HttpAnswer,
  limits: ConnectorLimits,
): Promise<{ readonly status: string; readonly message: string } | undefined> {
  const bytes = await readWhole(answer, limits.maxItemBytes, "/users/_login");
  try {
    const root = parseXml(bytes, "/users/_login");
    const field = (name: string): string => root.children.find((child) => child.name === name)?.text ?? "";
    return /LoginStatus$/.test(root.name) ? { status: field("status"), message: field("message") } : undefined;
  } catch {
    return undefined;
  }
}

function refusal(
  httpStatus: number,
  said: { readonly status: string; readonly message: string } | undefined,
  request: ReadRequest,
): LockstepError {
  const { node } = request;
  const who = `refused the login of '${node.username}' (${httpStatus})`;
  const where = node.passwordEnv ?? node.passwordFile ?? "the password";
  if (said === undefined && httpStatus !== 401) {
    return failure("answer-unexpected", request, `did not answer the login as this engine does (${httpStatus})`);
  }
  if (/still starting|otherwise unavailable/i.test(said?.message ?? "")) {
    return failure("engine-starting", request, "is still starting: wait until it has started, and check again");
  }
  switch (said?.status) {
    case "FAIL_LOCKED_OUT":
      return failure(
        "login-locked",
        request,
        `${who}: the account is locked; unlock it, or wait until the lock is over`,
      );
    case "FAIL_EXPIRED":
      return failure("login-refused", request, `${who}: the password has expired; set a new one on the engine`);
    case "FAIL_VERSION_MISMATCH":
      return failure("login-refused", request, `${who}: it takes us for a client of another version`);
    default: {
      const left = /\b(\d{1,3}) login attempt/.exec(said?.message ?? "")?.[1];
      const warning = left === undefined ? "refusals can lock the account" : lockWarning(Number(left));
      return failure("login-refused", request, `${who}: check ${where}; it was not tried again, because ${warning}`);
    }
  }
}

function lockWarning(left: number): string {
  if (left === 0) return "the next refusal locks the account";
  return left === 1 ? "one more refusal locks the account" : `${left} more refusals lock the account`;
}

async function checkStatus(answer: HttpAnswer, request: ReadRequest): Promise<HttpAnswer> {
  const { status } = answer;
  const isElsewhere = status >= 300 && status < 400;
  if (status !== 429 && status !== 503 && !isElsewhere) return answer;
  await answer.discard();
  if (status === 429) throw failure("rate-limited", request, "asks to slow down (429)");
  if (status === 503) throw failure("engine-starting", request, "is not available yet (503)");
  throw failure("answer-unexpected", request, `sends us elsewhere (${status}): a login page or proxy stands in front`);
}

function isRefusal(error: unknown): boolean {
  return error instanceof LockstepError && (error.code === "login-refused" || error.code === "login-locked");
}

function sessionLost(request: ReadRequest): LockstepError {
  return failure("session-lost", request, "ended the session in the middle of the read, twice");
}

function failure(code: ErrorCode, { node }: ReadRequest, message: string): LockstepError {
  return new LockstepError(code, `${node.id} ${message}.`, { details: { node: node.id } });
}
