import type { Request, Response } from "express";
import { sendJson } from "../wire/send-json.js";
import type { AppContext } from "./app-context.js";
import { sendPage } from "./send-page.js";

/** Answers for the comments of an issue, page by page, and takes new ones. */
export function answerComments(context: AppContext, issueNumber: number, request: Request, response: Response): void {
  const { state, faults, rights } = context;
  const { method, path } = request;
  const said: unknown = Reflect.get(Object(request.body), "body");
  const send = (status: number, body: unknown): void => sendJson(response, { status, body, path }, faults);
  if (state.find(issueNumber) === undefined) send(404, { message: "Not Found" });
  else if (method === "GET") sendPage(request, response, state.commentsOn(issueNumber), faults);
  else if (rights.readOnly === true) send(403, { message: "Resource not accessible by personal access token" });
  else if (typeof said !== "string") send(422, { message: "Validation Failed" });
  else send(201, state.comment(issueNumber, said));
}
