import type { Request, Response } from "express";
import { sendJson } from "../wire/send-json.js";
import type { ChangeData } from "./account-state.js";
import type { AppContext } from "./app-context.js";

const MONTH_MS = 30 * 86_400_000;
const PRIMARY_WORKSPACE = 1;

/** Answers the list of changes: of the last 30 days and the primary workspace, where nothing else is asked for. */
export function answerChanges({ state, faults }: AppContext, request: Request, response: Response): void {
  const asked = new URLSearchParams(request.url.split("?")[1] ?? "");
  const since = Date.parse(asked.get("updated_since") ?? "") || state.now().getTime() - MONTH_MS;
  const workspace = Number(asked.get("workspace_id") ?? PRIMARY_WORKSPACE);
  const found = state
    .all()
    .filter(({ change }) => Date.parse(change.updated_at) >= since)
    .filter(({ change }) => workspace === 0 || (change["workspace_id"] ?? PRIMARY_WORKSPACE) === workspace)
    .toReversed();
  const [size, page] = [Math.min(Number(asked.get("per_page") ?? "30"), 100), Number(asked.get("page") ?? "1")];
  if (page * size < found.length && !faults.noLink) {
    asked.set("page", String(page + 1));
    response.set("Link", `<https://${request.get("Host")}${request.path}?${asked.toString()}>; rel="next"`);
  }
  const isWithStats = asked.get("include") === "stats" && !faults.noStatsInList;
  const changes = found.slice((page - 1) * size, page * size).map((one) => shown(one, isWithStats));
  sendJson(response, { body: { changes }, path: request.path }, faults);
}

/** Answers about one change, with its dates where they are asked for. */
export function answerChange({ faults }: AppContext, change: ChangeData, request: Request, response: Response): void {
  const isWithStats = (request.url.split("?")[1] ?? "").includes("include=stats");
  sendJson(response, { body: { change: shown(change, isWithStats) }, path: request.path }, faults);
}

function shown({ change }: ChangeData, isWithStats: boolean): unknown {
  const { stats, ...rest } = change;
  return isWithStats ? { ...rest, stats } : rest;
}
