import express, { type Request, type Response } from "express";
import { createFront, noteRequest } from "../wire/create-front.js";
import { FaultCounter } from "../wire/fault-counter.js";
import { answerChangeApi, CHANGE_API } from "./answer-change-api.js";
import { answerNote, isNote } from "./answer-note.js";
import { answerTable, TABLE_API } from "./answer-table.js";
import type { AppContext } from "./app-context.js";
import { sendError } from "./send-answer.js";

/** Builds the web server of one simulated instance: sign-in, tokens, the Table API and the Change API. */
export function createApp(context: AppContext): express.Express {
  const app = createFront({
    counter: new FaultCounter(),
    faults: () => context.faults,
    now: () => context.state.now(),
    note: (request) => noteRequest(context, request),
    garbageType: "application/json;charset=UTF-8",
    refuse: (response, code) => {
      if (code === 429) response.set("X-RateLimit-Rule", "Lockstep").set("X-RateLimit-Limit", "500");
      sendError(response, code, code === 429 ? "Rate limit exceeded" : "The instance cannot answer", null);
    },
  });
  app.use(express.urlencoded({ extended: false }), express.json());
  app.use((request, response) => answer(context, request, response));
  return app;
}

function answer(context: AppContext, request: Request, response: Response): void {
  if (request.method === "POST" && request.path === "/oauth_token.do") {
    context.tokens.answer(request, response);
  } else if (request.method !== "GET" && !isNote(request)) {
    sendError(response, 405, "Method not supported", null);
  } else if (!isSignedIn(context, request)) {
    response.set("WWW-Authenticate", 'BASIC realm="Service-now"');
    sendError(response, 401, "User Not Authenticated", "Required to provide Auth information");
  } else if (isNote(request)) {
    answerNote(context, request, response);
  } else if (TABLE_API.test(request.path)) {
    answerTable(context, request, response);
  } else if (CHANGE_API.test(request.path)) {
    answerChangeApi(context, request, response);
  } else {
    sendError(response, 400, "Requested URI does not represent any resource", null);
  }
}

function isSignedIn({ account, tokens }: AppContext, request: Request): boolean {
  const authorization = request.get("Authorization") ?? "";
  const basic = `Basic ${Buffer.from(`${account.username}:${account.password}`).toString("base64")}`;
  return authorization === basic || tokens.isGood(authorization);
}
