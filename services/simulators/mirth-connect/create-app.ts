import express, { type Request, type Response } from "express";
import { FaultCounter } from "../wire/fault-counter.js";
import { hits } from "../wire/faults.js";
import { readCookie } from "../wire/read-cookie.js";
import { sendEndless, sendHalf, sendPieces } from "../wire/send-pieces.js";
import { type Exchange, strikeFaults } from "../wire/strike-faults.js";
import type { AppContext } from "./app-context.js";
import type { Endpoint } from "./endpoints.js";
import { engineStatus } from "./engine-status.js";
import type { MirthFaults } from "./faults.js";
import { isAtLeast } from "./is-at-least.js";
import { sendHtml, sendText, sendXml } from "./send-answers.js";
import { identify, login } from "./sign-in.js";
import { leaf } from "./xml.js";

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
  const isOpen = path === "/server/status" || path === "/server/version";
  if (await fail(context.faults, counter, { path, isOpen, request, response })) return;
  if (isAtLeast(state.version, "3.12.0") && !request.get("X-Requested-With")?.trim()) {
    return sendHtml(response, 400, request);
  }
  if (!request.path.startsWith("/api/")) return sendHtml(response, 404, request);
  if (path === "/server/status" && request.method === "GET") {
    return sendXml(response, 200, leaf("int", engineStatus(context.faults, counter, true)));
  }
  if (path === "/server/version") return sendText(request, response, state.version);
  if (path === "/users/_login" && request.method === "POST") return login(context, counter, request, response);
  const username = await identify(context, counter, request, response);
  if (username === undefined) return;
  if (path === "/users/_logout" && request.method === "POST") {
    sessions.end(readCookie(request, "JSESSIONID"));
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
  await sendEndpoint(context, endpoint, username, { path, request, response });
}

/** Strikes with what was asked for; true when the request is dealt with. */
async function fail(faults: MirthFaults, counter: FaultCounter, exchange: Exchange): Promise<boolean> {
  const { path, isOpen, response } = exchange;
  if (hits(faults.noContent, path, isOpen)) {
    response.status(204).end();
    return true;
  }
  return strikeFaults(faults, counter, exchange, {
    garbageType: "application/xml",
    sendStatus: (code, { request }) => {
      if (code === 429 || code === 503) response.set("Retry-After", "30");
      sendHtml(response, code, request);
    },
  });
}

async function sendEndpoint(
  context: AppContext,
  endpoint: Endpoint,
  username: string,
  { path, request, response }: Exchange,
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
  if (hits(faults.hugeBody, path)) return sendEndless(response, "<list>\n  <channel version='4.5.2'><description>");
  if (faults.truncate !== undefined && hits(faults.truncate.path, path)) {
    const body = Buffer.concat([...parts].map((part) => Buffer.from(part)));
    return sendHalf(response, body, faults.truncate.how);
  }
  await sendPieces(response, parts);
}
