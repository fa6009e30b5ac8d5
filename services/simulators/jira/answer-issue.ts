import type { Request, Response } from "express";
import { fieldsAsked } from "./answer-search.js";
import { type AppContext, maySee, viewOf } from "./app-context.js";
import { renderApproval } from "./render-approval.js";
import { renderHistories } from "./render-changelog.js";
import { renderIssue } from "./render-issue.js";
import { sendAnswer, sendError } from "./send-answer.js";
import type { HeldIssue } from "./site-state.js";

export const ISSUE_PATH = /^\/rest\/api\/[23]\/issue\/([^/]+)(?:\/(changelog))?$/;
export const APPROVAL_PATH = /^\/rest\/servicedeskapi\/request\/([^/]+)\/approval$/;

const MISSING = "Issue does not exist or you do not have permission to see it.";
const ALONG = 100;
const CHANGELOG_PAGE = 25;
const APPROVAL_PAGE = 1;

/** Answers for one issue, under whatever key it ever had, or for its record of edits. */
export function answerIssue(context: AppContext, request: Request, response: Response, isStranger: boolean): void {
  const { state, faults, isCloud } = context;
  const [, key = "", about] = ISSUE_PATH.exec(request.path) ?? [];
  const issue = seen(context, faults.wrongKey !== undefined && about === undefined ? faults.wrongKey : key, isStranger);
  const asked = new URLSearchParams(request.url.split("?")[1] ?? "");
  if (issue === undefined || (about !== undefined && !isCloud)) {
    sendError(response, 404, MISSING);
    return;
  }
  const all = renderHistories(state, issue, viewOf(context));
  if (about === "changelog") {
    sendAnswer(response, request.path, pageOf(all, asked), faults);
    return;
  }
  const histories = isCloud ? all.toReversed().slice(0, ALONG) : all;
  const changelog = { startAt: 0, maxResults: histories.length, total: all.length, histories };
  const rendered = renderIssue(state, issue, fieldsAsked(asked), viewOf(context));
  const body = asked.get("expand") === "changelog" ? { ...rendered, changelog } : rendered;
  sendAnswer(response, request.path, body, faults);
}

function pageOf(all: readonly object[], asked: URLSearchParams): object {
  const startAt = Number(asked.get("startAt") ?? "0");
  const maxResults = Math.min(Number(asked.get("maxResults") ?? "100"), CHANGELOG_PAGE);
  const values = all.slice(startAt, startAt + maxResults);
  return { startAt, maxResults, total: all.length, isLast: startAt + maxResults >= all.length, values };
}

/** Answers for the approvals of a request. */
export function answerApprovals(context: AppContext, request: Request, response: Response, isStranger: boolean): void {
  const { state, faults, rights } = context;
  const issue = seen(context, APPROVAL_PATH.exec(request.path)?.[1] ?? "", isStranger);
  if (issue === undefined || issue.fields["customfield_10010"] === undefined) {
    sendError(response, 404, "The request does not exist, or you have no permission to view it.");
    return;
  }
  if (rights.deniedApprovals === true) {
    sendError(response, 403, "You do not have permission to view this request's approvals.");
    return;
  }
  const asked = new URLSearchParams(request.url.split("?")[1] ?? "");
  const start = Number(asked.get("start") ?? "0");
  const all = issue.approvals.map((stage, index) => renderApproval(state, stage, index, viewOf(context)));
  const values = all.slice(start, start + APPROVAL_PAGE);
  const isLastPage = start + APPROVAL_PAGE >= all.length;
  sendAnswer(response, request.path, { size: values.length, start, limit: APPROVAL_PAGE, isLastPage, values }, faults);
}

function seen(context: AppContext, key: string, isStranger: boolean): HeldIssue | undefined {
  const issue = context.state.find(decodeURIComponent(key));
  return issue === undefined || isStranger || !maySee(context, issue) ? undefined : issue;
}
