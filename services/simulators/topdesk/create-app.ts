import express, { type Express, type Request, type Response } from "express";
import { createFront, noteRequest } from "../wire/create-front.js";
import { FaultCounter } from "../wire/fault-counter.js";
import { sendJson } from "../wire/send-json.js";
import { answerList, LISTS } from "./answer-list.js";
import { answerTrail, TRAIL } from "./answer-trail.js";
import type { AppContext } from "./app-context.js";

const BASE = "/tas/api";

/** Builds the web server of one simulated desk. */
export function createApp(context: AppContext): Express {
  const app = createFront({
    counter: new FaultCounter(),
    faults: () => context.faults,
    now: () => context.state.now(),
    note: (request) => noteRequest(context, request),
    refuse: (response, code) => refuse(response, code, "The desk cannot answer"),
  });
  app.use(express.json());
  app.use((request, response) => answer(context, request, response));
  return app;
}

function answer(context: AppContext, request: Request, response: Response): void {
  const { account, rights, faults, state } = context;
  const { method, path } = request;
  const list = path.slice(BASE.length);
  const basic = `Basic ${Buffer.from(`${account.username}:${account.password}`).toString("base64")}`;
  const isTrail = TRAIL.test(list) && (method === "GET" || method === "POST");
  if ((method !== "GET" && !isTrail) || !path.startsWith(`${BASE}/`)) refuse(response, 404, "Not found");
  else if (request.get("Authorization") !== basic) refuse(response, 401, "Login failed");
  else if (rights.denied?.includes(list)) refuse(response, 403, "Missing permissions");
  else if (isTrail) answerTrail(context, list, request, response);
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
