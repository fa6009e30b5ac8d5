import express, { type Express, type Request, type Response } from "express";
import { createFront, noteRequest } from "../wire/create-front.js";
import { FaultCounter } from "../wire/fault-counter.js";
import { sendJson } from "../wire/send-json.js";
import { answerComments } from "./answer-comments.js";
import { answerIssues } from "./answer-issues.js";
import type { AppContext } from "./app-context.js";
import { sendPage } from "./send-page.js";

/** Builds the web server of one simulated GitHub with one repository. */
export function createApp(context: AppContext): Express {
  const { faults, state } = context;
  const counter = new FaultCounter();
  const app = createFront({
    counter,
    faults: () => faults,
    now: () => state.now(),
    note: (request) => noteRequest(context, request),
    refuse: (response, code) => refuse(response, code, "You have exceeded a rate limit"),
  });
  app.use(express.json());
  app.use((request, response) => {
    if (faults.quota === undefined || !counter.strike("quota", faults.quota.times)) {
      answer(context, request, response);
      return;
    }
    const full = Math.floor(state.now().getTime() / 1000) + faults.quota.fullInSeconds;
    response.set("X-RateLimit-Remaining", "0").set("X-RateLimit-Reset", String(full));
    refuse(response, 403, "API rate limit exceeded");
  });
  return app;
}

const ROUTE = /^\/repos\/([^/]+\/[^/]+)(?:\/(issues)(?:\/(\d+)(?:\/(timeline|comments))?)?)?$/;
const TEAM = /^\/orgs\/([^/]+)\/teams\/([^/]+)\/members$/;

function answer(context: AppContext, request: Request, response: Response): void {
  const { state, token, faults, rights } = context;
  const { method, path } = request;
  const [, repository, issues, issueNumber, part] = ROUTE.exec(path) ?? [];
  const [, org, slug] = TEAM.exec(path) ?? [];
  const hidden = rights.hidden ?? [];
  const members = slug === undefined || hidden.includes("team") ? undefined : state.model.teams?.[`${org}/${slug}`];
  if (request.get("Authorization") !== `Bearer ${token}`) refuse(response, 401, "Bad credentials");
  else if (method !== "GET" && (method !== "POST" || part !== "comments")) refuse(response, 404, "Not Found");
  else if (members !== undefined)
    sendPage(
      request,
      response,
      members.map((login) => ({ login })),
      faults,
    );
  else if (repository !== state.model.repository || hidden.includes("repository")) refuse(response, 404, "Not Found");
  else if (issues === undefined) {
    const body = { full_name: repository, html_url: `https://github.hospital.test/${repository}` };
    sendJson(response, { body, path }, faults);
  } else if (hidden.includes("issues")) refuse(response, 404, "Not Found");
  else if (issueNumber === undefined) answerIssues(context, request, response);
  else if (part === "comments") answerComments(context, Number(issueNumber), request, response);
  else answerIssue(context, Number(issueNumber), part !== undefined, request, response);
}

function answerIssue(
  { state, faults, rights }: AppContext,
  issueNumber: number,
  isTimeline: boolean,
  request: Request,
  response: Response,
): void {
  if (faults.moved === issueNumber) {
    response.set("Location", `https://${request.get("Host")}/repositories/4712/issues/7`);
    refuse(response, 301, "Moved Permanently");
    return;
  }
  const found = state.find(isTimeline ? issueNumber : (faults.wrongNumber ?? issueNumber));
  if (found === undefined || (isTimeline && rights.hidden?.includes("timeline"))) refuse(response, 404, "Not Found");
  else if (isTimeline) sendPage(request, response, found.timeline ?? [], faults);
  else sendJson(response, { body: found.issue, path: request.path }, faults);
}

function refuse(response: Response, status: number, message: string): void {
  response.status(status).type("application/json").end(JSON.stringify({ message }));
}
