import { once } from "node:events";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { setTimeout as delay } from "node:timers/promises";
import express, { type Request, type Response } from "express";
import type { Endpoint, FindEndpoint, NarrowedRights } from "./endpoints.js";
import { FaultCounter, hits, type MirthFaults } from "./faults.js";
import { LOGIN_PAGE, renderHtmlError } from "./html-errors.js";
import { isAtLeast } from "./is-at-least.js";
import type { ServerState } from "./server-state.js";
import type { LoginStatus, Sessions } from "./sessions.js";
import { branch, leaf, renderXml } from "./xml.js";

/** What the simulated API needs to know at each request; `faults` and `rights` may change between two. */
export interface AppContext {
  readonly state: ServerState;
  readonly sessions: Sessions;
  readonly requests: [method: string, path: string][];
  readonly basicCostMs: number;
  readonly findEndpoint: FindEndpoint;
  faults: MirthFaults;
  rights: NarrowedRights;
}

const STARTING = "Server is still starting or otherwise unavailable. Please try again shortly.";

/** Builds the API of one simulated server: the rules for headers, sessions and answers that a real one has. */
export function createApp(context: AppContext): express.Express {
  const counter = new FaultCounter();
  const app = express();
  app.disable("x-powered-by");
  app.disable("etag");
  app.use(express.urlencoded({ extended: false }));
  app.use(async (request, response) => {
    context.requests.push([request.method, request.path]);
    response.set({
      "Access-Control-Allow-Origin": "*",
      "Content-Security-Policy": "frame-ancestors 'none'",
      "X-Frame-Options": "DENY",
      "X-Content-Type-Options": "nosniff",
    });
    await answer(context, counter, request, response);
  });
  return app;
}

async function answer(context: AppContext, counter: FaultCounter, request: Request, response: Response): Promise<void> {
  const { state, sessions } = context;
  const path = request.path.replace(/^\/api/, "");
  if (await fail(context.faults, counter, path, request, response)) return;
  if (isAtLeast(state.version, "3.12.0") && !request.get("X-Requested-With")?.trim()) {
    return sendHtml(response, 400, request);
  }
  if (!request.path.startsWith("/api/")) return sendHtml(response, 404, request);
  if (path === "/server/status" && request.method === "GET") return sendStatus(context.faults, counter, response);
  if (path === "/server/version") return sendText(request, response, state.version);
  if (path === "/users/_login" && request.method === "POST") return login(context, counter, request, response);
  const username = await identify(context, counter, request, response);
  if (username === undefined) return;
  if (path === "/users/_logout" && request.method === "POST") {
    sessions.end(readCookie(request));
    state.audit("Logout", { by: username });
    response.status(204).end();
    return;
  }
  const endpoint = request.method === "GET" ? context.findEndpoint(path, state.version) : undefined;
  if (/^\/channels\/[0-9a-f-]{36}$/.test(path)) {
    response.status(204).end();
    return;
  }
  if (endpoint === undefined) return sendHtml(response, request.method === "GET" ? 404 : 405, request);
  await sendEndpoint(context, endpoint, path, username, request, response);
}

/** Strikes with what was asked for; true when the request is dealt with. */
async function fail(
  faults: MirthFaults,
  counter: FaultCounter,
  path: string,
  request: Request,
  response: Response,
): Promise<boolean> {
  if (faults.slow && hits(faults.slow.path, path)) await delay(faults.slow.ms);
  if (hits(faults.hang, path)) {
    await once(response, "close");
    return true;
  }
  if (hits(faults.resetConnection?.path, path) && counter.strike("reset", faults.resetConnection?.times)) {
    request.socket.destroy();
    return true;
  }
  if (faults.status && hits(faults.status.path, path) && counter.strike("status", faults.status.times)) {
    if (faults.status.code === 429 || faults.status.code === 503) response.set("Retry-After", "30");
    sendHtml(response, faults.status.code, request);
    return true;
  }
  if (hits(faults.redirectToLogin, path)) {
    response.redirect(302, "https://access.hospital.test/login");
    return true;
  }
  if (hits(faults.loginPage, path)) {
    response.status(200).type("text/html").send(LOGIN_PAGE);
    return true;
  }
  if (hits(faults.garbage, path)) {
    response.status(200).set("Content-Type", "application/xml").end("\u0000\u0001 not what you asked for \u0002");
    return true;
  }
  if (hits(faults.noContent, path)) {
    response.status(204).end();
    return true;
  }
  return false;
}

function sendStatus(faults: MirthFaults, counter: FaultCounter, response: Response): void {
  sendWhole(response, 200, renderXml(leaf("int", engineStatus(faults, counter, true))));
}

/** The engine's state now; asking for the status is what makes time pass for a fault with `times`. */
function engineStatus(faults: MirthFaults, counter: FaultCounter, asks: boolean): number {
  const fault = faults.engineStatus;
  if (fault === undefined) return 0;
  if (asks) return counter.strike("starting", fault.times) ? fault.status : 0;
  return fault.times === undefined ? fault.status : 0;
}

async function login(context: AppContext, counter: FaultCounter, request: Request, response: Response): Promise<void> {
  const { state, sessions } = context;
  const starting = engineStatus(context.faults, counter, false);
  if (starting === 1 || starting === 2) return sendLoginStatus(response, 401, { status: "FAIL", message: STARTING });
  const body: unknown = request.body;
  const field = (name: string): string => {
    const value = typeof body === "object" && body !== null ? Reflect.get(body, name) : undefined;
    return typeof value === "string" ? value : "";
  };
  const username = field("username");
  const status = sessions.login(username, field("password"));
  if (!status.status.startsWith("SUCCESS")) return sendLoginStatus(response, 401, status);
  const user = state.users.find((each) => each.username === username);
  if (user) state.lastLogins.set(user.id, state.now());
  state.audit("Login", user?.id ?? 0, [["username", username]]);
  response.set("Set-Cookie", `JSESSIONID=${sessions.start(username)}; Path=/api; Secure`);
  sendLoginStatus(response, 200, status);
}

/** The user behind a cookie or Basic credentials; otherwise the refusal is sent. */
async function identify(
  context: AppContext,
  counter: FaultCounter,
  request: Request,
  response: Response,
): Promise<string | undefined> {
  const { sessions, faults } = context;
  const basic = /^Basic (.+)$/.exec(request.get("Authorization") ?? "")?.[1];
  if (basic !== undefined) return identifyBasic(context, counter, basic, response);
  const username = sessions.userOf(readCookie(request));
  if (username !== undefined && counter.sessionExpires(faults.expireSession)) {
    sessions.endAll();
    sendHtml(response, 401, request);
    return undefined;
  }
  if (username === undefined) {
    response.set("Set-Cookie", "JSESSIONID=node0never-authorised.node0; Path=/api; Secure");
    sendHtml(response, 401, request);
  }
  return username;
}

async function identifyBasic(
  context: AppContext,
  counter: FaultCounter,
  basic: string,
  response: Response,
): Promise<string | undefined> {
  if (engineStatus(context.faults, counter, false) !== 0) {
    sendLoginStatus(response, 503, { status: "FAIL", message: STARTING });
    return undefined;
  }
  await delay(context.basicCostMs);
  const [username = "", ...rest] = Buffer.from(basic, "base64").toString().split(":");
  const status = context.sessions.login(username, rest.join(":"));
  if (status.status.startsWith("SUCCESS")) return username;
  sendLoginStatus(response, 401, status);
  return undefined;
}

async function sendEndpoint(
  context: AppContext,
  endpoint: Endpoint,
  path: string,
  username: string,
  request: Request,
  response: Response,
): Promise<void> {
  const { state, faults, rights } = context;
  if (endpoint.audit !== undefined) state.audit(endpoint.audit, { by: username });
  if (path === "/server/id") return sendText(request, response, faults.wrongServerId ?? state.serverId);
  if (endpoint.text) return sendText(request, response, endpoint.text(state));
  if (!request.accepts("application/xml")) {
    response.status(406).end();
    return;
  }
  const query = new URL(request.url, "https://engine.hospital.test").searchParams;
  const parts = rights.emptyLists?.includes(path) ? ["<list/>"] : (endpoint.xml?.(state, query, rights) ?? []);
  response.status(200).set("Content-Type", "application/xml");
  if (hits(faults.hugeBody, path)) return send(response, endless());
  if (hits(faults.truncate?.path, path)) return sendHalf(response, parts, faults.truncate?.how);
  await send(response, parts);
}

function* endless(): Generator<string> {
  yield "<list>\n  <channel version='4.5.2'><description>";
  for (const filler = "x".repeat(65_536); ; ) yield filler;
}

/** Sends piece by piece, without a length, as fast as the reader reads; a reader who leaves is no fault of ours. */
async function send(response: Response, parts: Iterable<string | Uint8Array>): Promise<void> {
  await pipeline(Readable.from(parts), response).catch(() => response.destroy());
}

function sendHalf(
  response: Response,
  parts: Iterable<string | Uint8Array>,
  how: "clean-end" | "cut-connection" = "clean-end",
): void {
  const body = Buffer.concat([...parts].map((part) => (typeof part === "string" ? Buffer.from(part) : part)));
  const half = body.subarray(0, Math.floor(body.length / 2));
  if (how === "clean-end") response.end(half);
  else response.write(half, () => response.destroy());
}

function sendText(request: Request, response: Response, text: string): void {
  if (!request.accepts("text/plain")) response.status(406).end();
  else response.status(200).set("Content-Type", "text/plain").end(text);
}

function sendLoginStatus(response: Response, code: number, status: LoginStatus): void {
  const element = branch("com.mirth.connect.model.LoginStatus", [
    leaf("status", status.status),
    leaf("message", status.message),
  ]);
  sendWhole(response, code, renderXml(element));
}

function sendWhole(response: Response, code: number, body: string): void {
  response.status(code).set({ "Content-Type": "application/xml", "Content-Length": String(Buffer.byteLength(body)) });
  response.end(body);
}

function sendHtml(response: Response, code: number, request: Request): void {
  const body = renderHtmlError(code, request.path);
  response.status(code).set({ "Content-Type": "text/html;charset=iso-8859-1", "Content-Length": String(body.length) });
  response.end(body);
}

function readCookie(request: Request): string | undefined {
  return /(?:^|;\s*)JSESSIONID=([^;]+)/.exec(request.get("Cookie") ?? "")?.[1];
}
