import { randomBytes } from "node:crypto";
import type { Request, Response } from "express";
import { type AppContext, maySee, viewOf } from "./app-context.js";
import { renderHistories } from "./render-changelog.js";
import { renderIssue } from "./render-issue.js";
import { runJql } from "./run-jql.js";
import { sendAnswer, sendError } from "./send-answer.js";
import type { HeldIssue } from "./site-state.js";

/** Cloud sends no more issues a page than that when it sends fields, whatever is asked for. */
const CLOUD_PAGE = 60;
const DATA_CENTER_PAGE = 50;

/** So many edits come along with an issue that is found, the newest, and are counted as if they were all. */
const ALONG = 40;

/** Answers Cloud's search: pages by token, no count. To a stranger it finds nothing. */
export function answerCloudSearch(
  context: AppContext,
  request: Request,
  response: Response,
  isStranger: boolean,
): void {
  const asked = new URLSearchParams(request.url.split("?")[1] ?? "");
  const { state, faults, pages } = context;
  if (isStranger) {
    sendAnswer(response, request.path, { issues: [], isLast: true }, faults);
    return;
  }
  const token = asked.get("nextPageToken");
  const ids = token === null ? find(context, asked)?.map(({ id }) => id) : pages.get(token);
  if (ids === undefined) {
    sendError(response, 400, "The query is not understood, not bounded, or names what cannot be seen.");
    return;
  }
  const isEmpty = faults.emptyFirstPage === true && token === null;
  const size = isEmpty ? 0 : Math.min(Number(asked.get("maxResults") ?? "50"), CLOUD_PAGE);
  const rest = ids.slice(size);
  const issues = ids.slice(0, size).map((id) => toFound(context, state.get(id), asked));
  if (rest.length === 0 && !isEmpty) {
    sendAnswer(response, request.path, { issues, isLast: true }, faults);
    return;
  }
  const next = faults.repeatsToken === true && token !== null ? token : randomBytes(12).toString("base64url");
  pages.set(next, rest);
  const more = faults.losesToken === true ? {} : { nextPageToken: next };
  sendAnswer(response, request.path, { issues, ...more, isLast: false }, faults);
}

/** Answers Data Center's search: pages are counted off anew at each request. */
export function answerDataCenterSearch(context: AppContext, request: Request, response: Response): void {
  const asked = new URLSearchParams(request.url.split("?")[1] ?? "");
  const found = find(context, asked);
  if (found === undefined) {
    sendError(response, 400, "Error in the JQL Query.");
    return;
  }
  const startAt = Number(asked.get("startAt") ?? "0");
  const isShifted = startAt > 0 && context.counts.shifted < (context.faults.shiftsPages ?? 0);
  if (isShifted) context.counts.shifted += 1;
  const standing = isShifted ? found.slice(1) : found;
  const maxResults = Math.min(Number(asked.get("maxResults") ?? "50"), DATA_CENTER_PAGE);
  const issues = standing.slice(startAt, startAt + maxResults).map((issue) => toFound(context, issue, asked));
  sendAnswer(response, request.path, { startAt, maxResults, total: standing.length, issues }, context.faults);
}

function find(context: AppContext, asked: URLSearchParams): readonly HeldIssue[] | undefined {
  const view = { zone: context.zone, hiddenProjects: context.rights.hiddenProjects ?? [] };
  return runJql(context.state, asked.get("jql") ?? "", view)?.filter((issue) => maySee(context, issue));
}

function toFound(context: AppContext, issue: HeldIssue, asked: URLSearchParams): object {
  const rendered = renderIssue(context.state, issue, fieldsAsked(asked), viewOf(context));
  if (asked.get("expand") !== "changelog") return rendered;
  const all = renderHistories(context.state, issue, viewOf(context));
  const histories = context.isCloud ? all.toReversed().slice(0, ALONG) : all;
  const { length } = histories;
  return { ...rendered, changelog: { startAt: 0, maxResults: length, total: length, histories } };
}

export function fieldsAsked(asked: URLSearchParams): readonly string[] {
  return (asked.get("fields") ?? "").split(",").filter((field) => field !== "");
}
