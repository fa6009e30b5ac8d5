import express, { type Request, type Response } from "express";
import { FaultCounter } from "../wire/fault-counter.js";
import { hits } from "../wire/faults.js";
import type { ApiAnswer } from "./api-messages.js";
import { answerApi } from "./endpoints.js";
import type { IrisFaults, NarrowedRights } from "./faults.js";
import type { InstanceState } from "./instance-state.js";
import { renderMetrics } from "./render-metrics.js";
import { sendBody } from "./send-body.js";
import type { LicencedSessions } from "./sessions.js";
import { strikeFaults } from "./strike-faults.js";
import { renderWebPage } from "./web-pages.js";

/** What the simulated interface needs to know at each request; `faults` and `rights` may change between two. */
export interface AppContext {
  readonly state: InstanceState;
  readonly sessions: LicencedSessions;
  readonly account: { readonly username: string; readonly password: string };
  readonly requests: [method: string, path: string][];
  /** The SQL of every query that came in. */
  readonly queries: string[];
  /** Names of all documents that were asked for in bulk. */
  readonly documentsAsked: string[];
  readonly metrics: MetricsAccess;
  /** Bytes of all JSON that was sent. */
  sentBytes: number;
  /** Requests that carried credentials. */
  logins: number;
  faults: IrisFaults;
  rights: NarrowedRights;
}

/** Who may read the metrics: anybody, anybody at the price of a session, or whoever signs in. */
export type MetricsAccess = "open" | "session" | "login";

const BASE = /^\/api\/atelier(?:\/|$)/;
const METRICS = "/api/monitor/metrics";

/** Builds the web server of one simulated instance: its rules for credentials, cookies and licence slots, and its answers. */
export function createApp(context: AppContext): express.Express {
  const counter = new FaultCounter();
  const app = express();
  app.disable("x-powered-by");
  app.disable("etag");
  app.use(express.json({ strict: false, limit: "10mb" }));
  app.use(async (request, response) => {
    context.requests.push([request.method, request.path]);
    response.set("Date", context.state.now().toUTCString());
    await answer(context, counter, request, response);
  });
  return app;
}

async function answer(context: AppContext, counter: FaultCounter, request: Request, response: Response): Promise<void> {
  const path = faultPath(request);
  if (await strikeFaults(context.faults, counter, { path, request, response })) return;
  if (request.path === METRICS) answerMetrics(context, request, response);
  else if (!BASE.test(request.path)) sendPage(response, 404);
  else if (identify(context, counter, request, response)) answerSession(context, path, request, response);
}

function answerSession(context: AppContext, path: string, request: Request, response: Response): void {
  if (endSession(context, request, response)) return;
  if (context.rights.noDevelopment) {
    sendPage(response, 403);
    return;
  }
  const body: unknown = request.body;
  const sql: unknown = typeof body === "object" && body !== null ? Reflect.get(body, "query") : undefined;
  if (request.path.endsWith("/docs") && Array.isArray(body)) context.documentsAsked.push(...body.map(String));
  if (request.path.endsWith("/action/query") && typeof sql === "string") context.queries.push(sql);
  const said = answerApi(context, {
    method: request.method,
    segments: segmentsOf(request),
    query: new URLSearchParams(queryOf(request)),
    ifNoneMatch: request.get("If-None-Match"),
    body,
  });
  sendAnswer(context, said, path, response);
}

/** Ends the session where the client asks for it, and says whether it did. */
function endSession({ sessions }: AppContext, request: Request, response: Response): boolean {
  if (new URLSearchParams(queryOf(request)).get("CacheLogout") !== "end") return false;
  const session = sessionOf(request);
  if (session !== undefined) sessions.end(session);
  response.status(200).end();
  return true;
}

/** Open to anybody, as it is where nobody changed it; Caché has none. */
function answerMetrics(context: AppContext, request: Request, response: Response): void {
  if (context.state.isOld) {
    sendPage(response, 404);
    return;
  }
  if (context.metrics === "login" && !identify(context, new FaultCounter(), request, response)) return;
  if (endSession(context, request, response)) return;
  if (context.metrics === "session" && !openSession(context, request, response)) return;
  response.status(200).type("text/plain; charset=utf-8").end(renderMetrics(context.state));
}

/** True with the cookie of an open session or the right credentials, which open one; otherwise the refusal is sent. */
function identify(context: AppContext, counter: FaultCounter, request: Request, response: Response): boolean {
  const { sessions, account } = context;
  const session = sessionOf(request);
  if (sessions.has(session)) {
    if (!counter.sessionExpires(context.faults.expireSession)) return true;
    sessions.endAll();
  }
  const basic = /^Basic (.+)$/.exec(request.get("Authorization") ?? "")?.[1];
  if (basic !== undefined) {
    context.logins += 1;
    const expected = Buffer.from(`${account.username}:${account.password}`).toString("base64");
    if (basic === expected) return openSession(context, request, response);
  }
  response.set("WWW-Authenticate", 'Basic realm="/api/atelier/"');
  sendPage(response, 401);
  return false;
}

function openSession({ sessions }: AppContext, request: Request, response: Response): boolean {
  const id = sessions.start();
  if (id === undefined) {
    sendPage(response, 503);
    return false;
  }
  const port = request.socket.localPort;
  const path = request.path === METRICS ? "/api/monitor/" : "/api/atelier/";
  response.append(
    "Set-Cookie",
    `CSPSESSIONID-SP-${port}-UP${path.replaceAll("/", "-")}=${id}; path=${path}; httpOnly;`,
  );
  response.append("Set-Cookie", "CSPWSERVERID=simulated0001; path=/; httpOnly;");
  return true;
}

function sendAnswer(context: AppContext, said: ApiAnswer, path: string, response: Response): void {
  if (said.etag !== undefined) response.set("ETag", said.etag);
  if (said.status === 304) {
    response.status(304).end();
    return;
  }
  if (said.result === undefined) {
    sendPage(response, said.status);
    return;
  }
  const { softError, truncate, hugeBody } = context.faults;
  const soft = hits(softError?.path, path) ? softError?.summary : undefined;
  const errors = soft === undefined ? (said.errors ?? []) : [{ error: soft, code: 5001 }];
  const envelope = {
    status: { errors, summary: soft ?? said.summary ?? "" },
    console: [],
    result: soft === undefined ? said.result : {},
  };
  const body = JSON.stringify(envelope);
  context.sentBytes += Buffer.byteLength(body);
  sendBody(response, said.status, body, {
    endless: hits(hugeBody, path),
    cut: hits(truncate?.path, path) ? truncate?.how : undefined,
  });
}

function sendPage(response: Response, status: number): void {
  response.status(status).type("text/html").end(renderWebPage(status));
}

function sessionOf(request: Request): string | undefined {
  return /(?:^|;\s*)CSPSESSIONID-SP-[^=]+=([^;]+)/.exec(request.get("Cookie") ?? "")?.[1];
}

function segmentsOf(request: Request): readonly string[] {
  return request.path.replace(BASE, "").split("/").map(decodeURIComponent);
}

function faultPath(request: Request): string {
  return BASE.test(request.path) ? `/${segmentsOf(request).join("/")}` : request.path;
}

function queryOf(request: Request): string {
  return request.url.split("?")[1] ?? "";
}
