import type { Request, Response } from "express";
import { CHANGE_API } from "./answer-change-api.js";
import type { AppContext } from "./app-context.js";
import { renderRow } from "./render-row.js";
import { sendAnswer, sendError } from "./send-answer.js";

const CHANGE_ROW = /^\/api\/now\/(?:v\d\/)?table\/change_request\/([0-9a-f]{32})$/;

/** Whether a request writes to one change request, by either API. */
export function isNote({ method, path }: Request): boolean {
  return method === "PATCH" && idIn(path) !== undefined;
}

function idIn(path: string): string | undefined {
  return CHANGE_ROW.exec(path)?.[1] ?? CHANGE_API.exec(path)?.[1];
}

/** Adds work notes to a change request; a field that the account may not write is left as it is, without a word. */
export function answerNote(context: AppContext, request: Request, response: Response): void {
  const { state, faults, rights, account } = context;
  const found = state.find("change_request", idIn(request.path) ?? "");
  if (found === undefined) {
    sendError(response, 404, "No Record found", "Record doesn't exist or ACL restricts the record retrieval");
    return;
  }
  const written: unknown = request.body;
  const text: unknown =
    typeof written === "object" && written !== null ? Reflect.get(written, "work_notes") : undefined;
  if (typeof text !== "string" || Object.keys(Object(written)).length !== 1) {
    sendError(response, 400, "The simulated instance takes nothing but work notes", null);
    return;
  }
  const number = found["number"] ?? "";
  if (!rights.readOnlyFields?.includes("change_request.work_notes")) state.addWorkNote(number, text, account.username);
  const fields = (new URLSearchParams(request.url.split("?")[1] ?? "").get("sysparm_fields") ?? "").split(",");
  const view = { ...context.view, hiddenFields: rights.hiddenFields ?? [] };
  const typed = request.path.startsWith("/api/sn_chg_rest");
  const result = renderRow(state, "change_request", state.change(number), fields, view, typed);
  sendAnswer(response, request.path, { result }, faults);
}
