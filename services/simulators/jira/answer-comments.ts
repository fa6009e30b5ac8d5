import type { Request, Response } from "express";
import { type AppContext, maySee } from "./app-context.js";
import { sendAnswer, sendError } from "./send-answer.js";
import type { HeldComment } from "./site-state.js";

export const COMMENT_PATH = /^\/rest\/(?:api\/([23])\/issue|(servicedeskapi)\/request)\/([^/]+)\/comment$/;

const PAGE = 2;

/** Answers for the comments of an issue or request: a list that is read page by page, and a new one. */
export function answerComments(context: AppContext, request: Request, response: Response, isStranger: boolean): void {
  const { state, faults } = context;
  const [, version, desk, key = ""] = COMMENT_PATH.exec(request.path) ?? [];
  const issue = state.find(decodeURIComponent(key));
  const isService = desk !== undefined;
  const isRequest = issue?.fields["customfield_10010"] !== undefined;
  if (issue === undefined || isStranger || !maySee(context, issue) || (isService && !isRequest)) {
    sendError(response, 404, "Issue does not exist or you do not have permission to see it.");
  } else if (request.method === "GET") {
    sendAnswer(response, request.path, pageOf(state.commentsOn(issue.key), request, isService), faults);
  } else if (context.rights.deniedComments === true) {
    sendError(response, 403, "You do not have the permission to comment on this issue.");
  } else {
    const written: unknown = request.body;
    const said: unknown = Reflect.get(Object(written), "body");
    const isWhole = version === "3" ? typeof said === "object" && said !== null : typeof said === "string";
    if (!isWhole) sendError(response, 400, "Comment body is not valid!");
    else {
      const isPublic = isService ? Reflect.get(Object(written), "public") !== false : true;
      const { id, body } = state.comment(issue.key, said, isPublic);
      response.status(201).type("application/json").end(JSON.stringify({ id, body }));
    }
  }
}

function pageOf(all: readonly HeldComment[], request: Request, isService: boolean): object {
  const asked = new URLSearchParams(request.url.split("?")[1] ?? "");
  const start = Number(asked.get(isService ? "start" : "startAt") ?? "0");
  const found = all.slice(start, start + PAGE).map(({ id, body, isPublic }) => ({ id, body, public: isPublic }));
  if (isService) return { start, limit: PAGE, isLastPage: start + PAGE >= all.length, values: found };
  return { startAt: start, maxResults: PAGE, total: all.length, comments: found };
}
