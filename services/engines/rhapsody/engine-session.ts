import { setTimeout as delay } from "node:timers/promises";
import { LockstepError } from "#services/core/errors";
import type { ReadRequest } from "#services/ports/connector";
import type { ConnectorLimits } from "#services/wire/connector-limits";
import type { HttpAnswer, HttpClient } from "#services/wire/http-client";
import { checkStatus, sessionFailure } from "./check-status.js";
import type { ReadSource } from "./read-sources.js";

/** One session on an engine. It ends by idling: the engine has no way to sign out. */
export interface EngineSession {
  /**
   * The first request, which logs in; an engine that is still starting is asked again, seldom enough for its login limit.
   * @throws LockstepError `login-refused`, `credential-missing`, `engine-starting`, `node-down`, `node-unreachable`, `rate-limited`
   */
  begin(first: ReadSource): Promise<HttpAnswer>;
  /**
   * One read. A session that ran out is begun anew by the engine itself, silently; only the first time is taken for that.
   * @throws LockstepError `session-lost`, `rate-limited`, `engine-starting`, `answer-unexpected` (a redirect)
   */
  ask(source: ReadSource): Promise<HttpAnswer>;
}

/** Opens a session over a client; nothing is sent yet. */
export function openEngineSession(client: HttpClient, request: ReadRequest, limits: ConnectorLimits): EngineSession {
  const cookies = new Map<string, string>();
  let token: string | undefined;
  let renewals = 0;

  async function send(source: ReadSource): Promise<HttpAnswer> {
    const answer = await client.send({
      method: source.method,
      path: source.path,
      headers: {
        Accept: source.accept,
        // Always with the cookie: without it every request is a login, and five a minute are allowed.
        Authorization: basic(request),
        ...(cookies.size > 0 && { Cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join("; ") }),
        ...(source.body !== undefined && { "Content-Type": "application/json" }),
        ...(source.method === "POST" && token !== undefined && { "X-CSRF-Token": token }),
      },
      ...(source.body !== undefined && { body: source.body }),
    });
    if (takeCookies(answer, cookies)) renewals += 1;
    token = headerOf(answer, "x-csrf-token") ?? token;
    return answer;
  }

  return {
    async begin(first) {
      basic(request);
      const patience = Math.max(1, Math.ceil(limits.startingWaitMs / limits.startingPollMs));
      for (let asked = 1; ; asked += 1) {
        const answer = await send(first).catch((error: unknown) => {
          throw explainRefusal(error, request);
        });
        if (answer.status !== 503 || asked >= patience) return checkStatus(answer, request, "login");
        await answer.discard();
        await pause(limits.startingPollMs, request);
      }
    },
    async ask(source) {
      const answer = await send(source);
      if (renewals > 1) {
        await answer.discard();
        throw sessionFailure("session-lost", request, "keeps ending the session: look for restarts of the engine");
      }
      return checkStatus(answer, request, "session");
    },
  };
}

function basic({ node, password }: ReadRequest): string {
  if (node.username === undefined || password === undefined) {
    const where = node.passwordEnv ?? node.passwordFile ?? "passwordEnv";
    const what = node.username === undefined ? "no username in estate.yaml" : `no password (${where})`;
    throw new LockstepError("credential-missing", `${node.id} has ${what}.`, { details: { node: node.id } });
  }
  return `Basic ${Buffer.from(`${node.username}:${password}`, "utf8").toString("base64")}`;
}

/** Keeps what the engine sets; true where it replaced a session that we had. */
function takeCookies(answer: HttpAnswer, cookies: Map<string, string>): boolean {
  let replaced = false;
  for (const header of [answer.headers["set-cookie"] ?? []].flat()) {
    const [, name, value] = /^([\w.-]{1,64})=([\x21-\x3a\x3c-\x7e]{1,512})(?:;|$)/.exec(header) ?? [];
    if (name === undefined || value === undefined) continue;
    if (cookies.size >= MAX_COOKIES && !cookies.has(name)) continue;
    replaced ||= cookies.has(name) && cookies.get(name) !== value;
    cookies.set(name, value);
  }
  return replaced;
}

const MAX_COOKIES = 20;

function headerOf(answer: HttpAnswer, name: string): string | undefined {
  const value = answer.headers[name];
  return typeof value === "string" && /^[\x21-\x7e]{1,512}$/.test(value) ? value : undefined;
}

/** A passive node of a cluster is stopped: nothing listens there, and that is no fault of the network. */
function explainRefusal(error: unknown, { node }: ReadRequest): unknown {
  if (!(error instanceof LockstepError) || error.code !== "node-down") return error;
  return new LockstepError(
    "node-down",
    `${node.id} refused the connection: no engine runs there. The passive node of a cluster is stopped (standbyMode: cold); otherwise start it.`,
    { details: error.details },
  );
}

async function pause(ms: number, { signal, node }: ReadRequest): Promise<void> {
  try {
    await delay(ms, undefined, signal ? { signal } : {});
  } catch {
    throw new LockstepError("aborted", `${node.id} was not read: the read was stopped while it was starting.`);
  }
}
