import express, { type Request, type Response } from "express";
import { FaultCounter } from "../wire/fault-counter.js";
import { hits } from "../wire/faults.js";
import { readCookie } from "../wire/read-cookie.js";
import { sendEndless } from "../wire/send-pieces.js";
import { type Exchange, strikeFaults } from "../wire/strike-faults.js";
import type { Bucket } from "./bucket.js";
import { type Asked, type Body, ENDPOINTS, type RhapsodyRights } from "./endpoints.js";
import type { RhapsodyFaults } from "./faults.js";
import { chooseMediaType } from "./media-type.js";
import type { RhapsodyModel } from "./model.js";
import { sendBody, sendError } from "./send-body.js";
import type { Session, Sessions } from "./sessions.js";

/** What the simulated API needs to know at each request; `model`, `faults` and `rights` may change between two. */
export interface AppContext {
  model: RhapsodyModel;
  faults: RhapsodyFaults;
  rights: RhapsodyRights;
  readonly account: { readonly username: string; readonly password: string };
  readonly usesLdap: boolean;
  readonly firstId: number;
  readonly sessions: Sessions;
  readonly logins: Bucket;
  readonly perMinute: Bucket;
  readonly counts: { logins: number };
  readonly requests: [method: string, path: string][];
  readonly now: () => Date;
  /** How long the engine runs, in milliseconds. */
  uptimeMs: () => number;
}

/** Builds the API of one simulated engine: the rules for logins, tokens, media types and limits that a real one has. */
export function createApp(context: AppContext): express.Express {
  const counter = new FaultCounter();
  const app = express();
  app.disable("x-powered-by");
  app.disable("etag");
  app.use(async (request, response) => {
    context.requests.push([request.method, request.path]);
    response.set("Date", context.now().toUTCString());
    await answer(context, counter, request, response);
  });
  return app;
}

async function answer(context: AppContext, counter: FaultCounter, request: Request, response: Response): Promise<void> {
  if (await fail(context.faults, counter, { path: request.path, request, response })) return;
  if (!context.perMinute.take()) return sendError(request, response, 429, "Too many requests.");
  if (counter.sessionExpires(context.faults.expireSession)) context.sessions.endAll();
  const known = context.sessions.find(readCookie(request, "JSESSIONID"));
  const session = known ?? logIn(context, request, response);
  if (session === undefined) return;
  response.set("X-CSRF-Token", session.token);
  const isSafe = request.method === "GET" || request.method === "HEAD";
  if (!isSafe && known !== undefined && request.get("X-CSRF-Token") !== session.token) {
    return sendError(request, response, 400, "The CSRF token is missing or wrong.");
  }
  await sendEndpoint(context, request, response);
}

/** Strikes with what was asked for; true when the request is dealt with. */
async function fail(faults: RhapsodyFaults, counter: FaultCounter, exchange: Exchange): Promise<boolean> {
  if (faults.maintenance && counter.strike("maintenance", faults.maintenance.times)) {
    sendError(exchange.request, exchange.response, 503, "The engine is in maintenance mode.");
    return true;
  }
  return strikeFaults(faults, counter, exchange, {
    garbageType: "application/zip",
    sendStatus: (code, { request, response }) => sendError(request, response, code, "Something went wrong."),
  });
}

/** A session begins with Basic credentials, silently, also where an old one has ended; otherwise the refusal is sent. */
function logIn(context: AppContext, request: Request, response: Response): Session | undefined {
  const basic = /^Basic (.+)$/.exec(request.get("Authorization") ?? "")?.[1];
  if (basic === undefined) {
    response.set("WWW-Authenticate", 'Basic realm="Rhapsody"');
    sendError(request, response, 401, "Authentication is required.");
    return undefined;
  }
  context.counts.logins += 1;
  if (!context.logins.take()) {
    sendError(request, response, 429, "Too many login attempts.");
    return undefined;
  }
  const { username, password } = context.account;
  if (Buffer.from(basic, "base64").toString() !== `${username}:${password}`) {
    sendError(request, response, 401, "The user name or password is wrong.");
    return undefined;
  }
  const session = context.sessions.start();
  response.set("Set-Cookie", `JSESSIONID=${session.id}; Path=/; Secure; HttpOnly`);
  return session;
}

async function sendEndpoint(context: AppContext, request: Request, response: Response): Promise<void> {
  const { model, faults, rights } = context;
  const { path } = request;
  const endpoint = Object.hasOwn(ENDPOINTS, path) ? ENDPOINTS[path] : undefined;
  const isThere = endpoint !== undefined && (endpoint.since === undefined || isAtLeast(model.version, endpoint.since));
  if (!isThere || endpoint.method !== request.method)
    return sendError(request, response, 404, "There is no such resource.");
  if (rights.forbidden?.includes(path)) return sendError(request, response, 403, "The user lacks the right.");
  if (faults.variablesCheckedOut && path === "/admin/variables") {
    return sendError(request, response, 500, "The variables are checked out by an IDE session.");
  }
  if (hits(faults.hugeBody, path)) {
    return sendEndless(response.status(200).type("application/zip"), Uint8Array.of(0x50, 0x4b, 3, 4));
  }
  const body = endpoint.answer(asked(context));
  const type = body.type === "error" || body.type === "empty" ? "application/json" : mediaType(request, body, model);
  if (type === undefined) return sendError(request, response, 406, "No form of the answer is acceptable.");
  const half = hits(faults.truncate?.path, path) ? (faults.truncate?.how ?? "clean-end") : undefined;
  sendBody(request, response, body, type, half);
}

function mediaType(
  request: Request,
  body: Extract<Body, { type: "json" | "xml" | "zip" }>,
  model: RhapsodyModel,
): string | undefined {
  return chooseMediaType(request.get("Accept"), body.type, model.version);
}

function asked({ model, rights, usesLdap, firstId, uptimeMs }: AppContext): Asked {
  const lockers = model.lockers.filter(({ uuid }) => rights.lockers === undefined || rights.lockers.includes(uuid));
  return { model, lockers, usesLdap, firstId, uptimeMs: uptimeMs() };
}

function isAtLeast(version: string, since: string): boolean {
  return version.localeCompare(since, "en", { numeric: true }) >= 0;
}
