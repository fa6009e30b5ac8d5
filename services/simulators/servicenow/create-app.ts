import express, { type Request, type Response } from "express";
import { FaultCounter } from "../wire/fault-counter.js";
import { strikeFaults } from "../wire/strike-faults.js";
import { answerChangeApi, CHANGE_API } from "./answer-change-api.js";
import { answerTable, TABLE_API } from "./answer-table.js";
import type { AppContext } from "./app-context.js";
import { sendError } from "./send-answer.js";

/** Builds the web server of one simulated instance: sign-in, tokens, the Table API and the Change API. */
export function createApp(context: AppContext): express.Express {
  const counter = new FaultCounter();
  const app = express();
  app.disable("x-powered-by");
  app.disable("etag");
  app.use(express.urlencoded({ extended: false }));
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
    garbageType: "application/json;charset=UTF-8",
    sendStatus: (code, { response }) => {
      if (code === 429) response.set("X-RateLimit-Rule", "Lockstep").set("X-RateLimit-Limit", "500");
      if (faults.retryAfterSeconds !== undefined) response.set("Retry-After", String(faults.retryAfterSeconds));
      sendError(response, code, code === 429 ? "Rate limit exceeded" : "The instance cannot answer", null);
    },
  };
}

function answer(context: AppContext, request: Request, response: Response): void {
  if (request.method === "POST" && request.path === "/oauth_token.do") {
    context.tokens.answer(request, response);
  } else if (request.method !== "GET") {
    sendError(response, 405, "Method not supported", null);
  } else if (!isSignedIn(context, request)) {
    response.set("WWW-Authenticate", 'BASIC realm="Service-now"');
    sendError(response, 401, "User Not Authenticated", "Required to provide Auth information");
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
