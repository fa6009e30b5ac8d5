import type { Request, Response } from "express";
import { sendJson } from "../wire/send-json.js";
import type { AppContext } from "./app-context.js";

export const TRAIL = /^\/operatorChanges\/([0-9a-f-]{36})\/progresstrail$/;

/** Answers for the progress trail of a change, and takes memos for it. */
export function answerTrail(context: AppContext, list: string, request: Request, response: Response): void {
  const { state, faults, rights } = context;
  const { method, path } = request;
  const id = TRAIL.exec(list)?.[1] ?? "";
  const send = (status: number, body: unknown): void => sendJson(response, { status, body, path }, faults);
  const memo: unknown = Reflect.get(Object(request.body), "memoText");
  if (!state.changes().some((change) => change["id"] === id)) send(404, [{ message: "Not found" }]);
  else if (method === "GET" && state.trailOf(id).length === 0) response.status(204).end();
  else if (method === "GET") send(200, { results: state.trailOf(id) });
  else if (rights.deniedMemos === true) send(403, [{ message: "Missing permissions" }]);
  else if (typeof memo !== "string" || Reflect.get(Object(request.body), "type") !== "memo") {
    send(400, [{ message: "A memo has a type and a text" }]);
  } else send(201, state.addMemo(id, memo));
}
