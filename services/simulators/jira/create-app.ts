import express, { type Express, type Request, type Response } from "express";
import { createFront } from "../wire/create-front.js";
import { FaultCounter } from "../wire/fault-counter.js";
import { answerComments, COMMENT_PATH } from "./answer-comments.js";
import { APPROVAL_PATH, answerApprovals, answerIssue, ISSUE_PATH } from "./answer-issue.js";
import { answerCloudSearch, answerDataCenterSearch } from "./answer-search.js";
import { answerStatuses, SITE_ANSWERS } from "./answer-site.js";
import type { AppContext } from "./app-context.js";
import { sendError } from "./send-answer.js";

/** Builds the web server of one simulated site: Cloud or Data Center, with service projects. */
export function createApp(context: AppContext): Express {
  const app = createFront({
    counter: new FaultCounter(),
    faults: () => context.faults,
    now: () => context.state.now(),
    note: ({ method, path, url }) => {
      context.requests.push([method, path]);
      context.asked.push(decodeURIComponent(`${path}?${url.split("?")[1] ?? ""}`.replaceAll("+", " ")));
    },
    garbageType: "application/json;charset=UTF-8",
    refuse: (response, code) =>
      sendError(response, code, code === 429 ? "Rate limit exceeded." : "The site cannot answer."),
  });
  app.use(express.json());
  app.use((request, response) => answer(context, request, response));
  return app;
}

function answer(context: AppContext, request: Request, response: Response): void {
  const { isCloud, faults } = context;
  const isStranger = !isKnown(context, request);
  const { path } = request;
  const [, version, end = ""] = /^\/rest\/api\/([23])\/(\w+)$/.exec(path) ?? [];
  if (isStranger && !isCloud && end !== "serverInfo") {
    sendError(response, 401, "Client must be authenticated to access this resource.");
    return;
  }
  // Cloud takes a login that does not hold for none, and answers as to anybody.
  if (isStranger && faults.refusesInSilence !== true) response.set("X-Seraph-LoginReason", "AUTHENTICATED_FAILED");
  const [, project] = /^\/rest\/api\/[23]\/project\/([^/]+)\/statuses$/.exec(path) ?? [];
  if (COMMENT_PATH.test(path)) answerComments(context, request, response, isStranger);
  else if (request.method !== "GET") sendError(response, 405, "Method not allowed.");
  else if (version === "3" && !isCloud) sendError(response, 404, "null for uri");
  else if (SITE_ANSWERS[end] !== undefined) SITE_ANSWERS[end](context, request, response, isStranger);
  else if (project !== undefined && !isStranger) answerStatuses(context, path, project, response);
  else if (path === "/rest/api/3/search/jql" && isCloud) answerCloudSearch(context, request, response, isStranger);
  else if (path === "/rest/api/2/search" && !isCloud) answerDataCenterSearch(context, request, response);
  else if (path.endsWith("/search")) sendError(response, 410, "The requested API has been removed.");
  else if (ISSUE_PATH.test(path)) answerIssue(context, request, response, isStranger);
  else if (APPROVAL_PATH.test(path)) answerApprovals(context, request, response, isStranger);
  else sendError(response, 404, "null for uri");
}

function isKnown({ authorization, requests, faults }: AppContext, request: Request): boolean {
  if (requests.length > (faults.forgetsAfter ?? Number.POSITIVE_INFINITY)) return false;
  return request.get("Authorization") === authorization;
}
