import express, { type Request, type Response } from "express";
import { FaultCounter } from "../wire/fault-counter.js";
import { sendJson } from "../wire/send-json.js";
import { serveGit } from "../wire/serve-git.js";
import { strikeFaults } from "../wire/strike-faults.js";
import { answerApi } from "./answer-api.js";
import { refuse } from "./api-answer.js";
import type { DevOpsState } from "./devops-state.js";

/** What the simulated host needs to know at each request. */
export interface AppContext {
  readonly state: DevOpsState;
  readonly token: string;
  /** In front of every path, for example `/tfs/DefaultCollection`. */
  readonly collection: string;
  /** Method and path below the collection of every request of the API. */
  readonly requests: [method: string, path: string][];
}

/** Builds the web server of one simulated host. */
export function createApp(context: AppContext): express.Express {
  const app = express();
  let counter = { of: {}, counter: new FaultCounter() };
  app.disable("x-powered-by");
  app.disable("etag");
  app.use(async (request, response) => {
    const { faults, model } = context.state;
    // Other faults strike anew.
    if (counter.of !== faults) counter = { of: faults, counter: new FaultCounter() };
    const git = `${context.collection}/${encodeURIComponent(model.project)}/_git/${encodeURIComponent(model.repository)}`;
    if (request.path.startsWith(`${git}/`)) await answerGit(context, request, response, request.path.slice(git.length));
    else await answer(context, counter.counter, request, response);
  });
  return app;
}

async function answer(context: AppContext, counter: FaultCounter, request: Request, response: Response): Promise<void> {
  const { state, collection } = context;
  const { faults } = state;
  const path = request.path.slice(collection.length);
  context.requests.push([request.method, path]);
  response.set("Date", state.now().toUTCString());
  const send = (status: number, body: unknown): void =>
    sendJson(response, { status, body, path: request.path }, faults);
  const sendStatus = (code: number): void => send(code, refuse(code, "VssServiceException", "VS403429: not now").body);
  const forms = { garbageType: "application/json", sendStatus };
  if (await strikeFaults(faults, counter, { path: request.path, request, response }, forms)) return;
  if (faults.quota !== undefined && counter.strike("quota", faults.quota.times)) {
    response.set("Retry-After", String(faults.quota.seconds)).set("X-RateLimit-Remaining", "0");
    send(429, refuse(429, "RequestBlockedException", "TF400733: The request has been canceled.").body);
  } else if (faults.tokenExpired || !isSignedIn(context, request)) {
    response.status(203).type("text/html").send("<!DOCTYPE html><title>Sign in</title><form method='post'></form>");
  } else if (!request.path.startsWith(`${collection}/`)) {
    send(404, refuse(404, "CollectionNotFound", "TF400898: no such collection").body);
  } else {
    const query = new URLSearchParams(request.url.split("?")[1] ?? "");
    const found = await answerApi(state, request.method, path, { query, body: await readBody(request) });
    for (const [name, value] of Object.entries(found.headers ?? {})) response.set(name, value);
    send(found.status, found.body);
  }
}

function isSignedIn({ token }: AppContext, request: Request): boolean {
  const wanted = [`Basic ${Buffer.from(`:${token}`).toString("base64")}`, `Bearer ${token}`];
  return wanted.includes(request.get("Authorization") ?? "");
}

async function readBody(request: Request): Promise<Readonly<Record<string, unknown>>> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  const text = Buffer.concat(chunks).toString("utf8");
  const value: unknown = text === "" ? {} : JSON.parse(text);
  return { ...Object(value) };
}

async function answerGit(context: AppContext, request: Request, response: Response, path: string): Promise<void> {
  const { state } = context;
  if (!isSignedIn(context, request) || state.faults.tokenExpired) {
    response.status(401).set("WWW-Authenticate", 'Basic realm="Azure DevOps"').end();
    return;
  }
  const afterwards = path === "/git-receive-pack" ? { afterwards: () => state.afterPush() } : {};
  await serveGit(request, response, { gitDir: state.git.folder, path, user: state.self.uniqueName, ...afterwards });
}
