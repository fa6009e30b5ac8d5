import type { Request, Response } from "express";
import type { AppContext } from "./app-context.js";
import { renderRow } from "./render-row.js";
import { runQuery } from "./run-query.js";
import { sendAnswer, sendError } from "./send-answer.js";

export const CHANGE_API = /^\/api\/sn_chg_rest\/(?:v\d\/)?change(?:\/([0-9a-f]{32})(?:\/(conflict|nextstates))?)?$/;

/** Answers the API of change management: numbers and flags as such, dates once more as shown, no count and no links. */
export function answerChangeApi(context: AppContext, request: Request, response: Response): void {
  const { state, faults, rights } = context;
  const [, id, about] = CHANGE_API.exec(request.path) ?? [];
  const view = { ...context.view, hiddenFields: rights.hiddenFields ?? [] };
  const asked = new URLSearchParams(request.url.split("?")[1] ?? "");
  if (id === undefined) {
    const limit = Number(asked.get("sysparm_limit") ?? "500");
    const offset = Number(asked.get("sysparm_offset") ?? "0");
    const rows = runQuery(state, "change_request", asked.get("sysparm_query") ?? "", context.rules)
      .slice(offset, offset + limit)
      .filter((row) => !rights.hiddenChanges?.includes(row["number"] ?? ""));
    const result = rows.map((row) => renderRow(state, "change_request", row, [], view, true));
    sendAnswer(response, request.path, { result }, faults);
    return;
  }
  const change = state.find("change_request", id);
  if (change === undefined) {
    sendError(response, 404, "Invalid Change request ID", null);
    return;
  }
  if (about === "conflict") {
    // It says `Conflict` whether or not there is one.
    const conflicts = change["correlation_display"] === "clashes" ? [{ type: { value: "blackout" } }] : [];
    sendAnswer(response, request.path, { result: { status: { value: "Conflict" }, conflicts } }, faults);
    return;
  }
  sendAnswer(response, request.path, { result: renderRow(state, "change_request", change, [], view, true) }, faults);
}
