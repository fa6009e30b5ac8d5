import express, { type Request, type Response } from "express";
import { FaultCounter } from "../wire/fault-counter.js";
import { sendJson } from "../wire/send-json.js";
import { strikeFaults } from "../wire/strike-faults.js";
import { answerList, LISTS } from "./answer-list.js";
import type { AppContext } from "./app-context.js";

const BASE = "/tas/api";

/** Builds the web server of one simulated desk. */
export function createApp(context: AppContext): express.Express {
  const counter = new FaultCounter();
  const app = express();
  app.disable("x-powered-by");
  app.disable("etag");
  app.use(async (request, response) => {
    context.requests.push([request.method, request.path]);
    context.asked.push(decodeURIComponent(request.url.split("?")[1] ?? ""));
    response.set("Date", new Date(context.state.now()).toUTCString());
    const { path } = request;
    if (await strikeFaults(context.faults, counter, { path, request, response }, formsOf(context))) return;
    answer(context, request, response);
  });
  return app;
}

function formsOf({ faults }: AppContext): Parameters<typeof strikeFaults>[3] {
  return {
    garbageType: "application/json",
    sendStatus: (code, { response }) => {
      if (faults.retryAfterSeconds !== undefined) response.set("Retry-After", String(faults.retryAfterSeconds));
      refuse(response, code, "The desk cannot answer");
    },
  };
}

function answer(context: AppContext, request: Request, response: Response): void {
  const { account, rights, faults, state } = context;
  const { method, path } = request;
  const list = path.slice(BASE.length);
  const basic = `Basic ${Buffer.from(`${account.username}:${account.password}`).toString("base64")}`;
  if (method !== "GET" || !path.startsWith(`${BASE}/`)) refuse(response, 404, "Not found");
  else if (request.get("Authorization") !== basic) refuse(response, 401, "Login failed");
  else if (rights.denied?.includes(list)) refuse(response, 403, "Missing permissions");
  else if (LISTS.includes(list)) answerList(context, list, request, response);
  else if (list === "/version") sendJson(response, { body: { version: "3.9.0" }, path }, faults);
  else if (list === "/applicableChangeTemplates") {
    const results = state.templates.map((number) => ({ number, briefDescription: "Move a port" }));
    sendJson(response, { body: { results }, path }, faults);
  } else refuse(response, 404, "Not found");
}

function refuse(response: Response, status: number, message: string): void {
  response
    .status(status)
    .type("application/json")
    .end(JSON.stringify([{ message }]));
}
