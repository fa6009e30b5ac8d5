import type { Request, Response } from "express";
import { sendJson } from "../wire/send-json.js";
import type { AppContext } from "./app-context.js";
import type { Stored } from "./desk-state.js";
import { renderEntry } from "./render-entry.js";
import { compileFiql } from "./run-fiql.js";

export const LISTS = ["/operatorChanges", "/operatorChangeActivities"];

/** Answers a list: 206 where there is more, 200 with the last, 204 where there is none. */
export function answerList(context: AppContext, list: string, request: Request, response: Response): void {
  const { faults, offsetMinutes } = context;
  const asked = new URLSearchParams(request.url.split("?")[1] ?? "");
  const rows = queried(context, list, asked.get("query") ?? "");
  if (rows === undefined) {
    sendJson(response, { status: 400, body: [{ message: "The query is not valid" }], path: request.path }, faults);
    return;
  }
  const start = faults.repeatsPages === list ? 0 : Number(asked.get("pageStart") ?? "0");
  const size = Math.min(Number(asked.get("pageSize") ?? "1000"), 5000, faults.mostPerPage ?? 5000);
  const page = sorted(rows, asked.get("sort")).slice(start, start + size);
  const fields = (asked.get("fields") ?? "").split(",").filter((field) => field !== "");
  if (page.length === 0) {
    response.status(204).end();
    return;
  }
  const status = start + size < rows.length ? 206 : 200;
  const body = { results: page.map((row) => renderEntry(row, fields, offsetMinutes)) };
  sendJson(response, { status, body, path: request.path }, faults);
}

function queried({ state, faults }: AppContext, list: string, query: string): readonly Stored[] | undefined {
  const all = list === "/operatorChanges" ? state.changes() : state.activities();
  if (query === "") return all;
  const notKnown = faults.notByTime?.includes(list) ? "modificationDate" : undefined;
  const test = compileFiql(query, (field) => field !== notKnown);
  if (test === undefined) return undefined;
  if (faults.answersAllActivities && list !== "/operatorChanges") return all;
  const isByNumber = list === "/operatorChanges" && query.includes("number==");
  if (isByNumber && faults.wrongNumber !== undefined) return all.filter((row) => row["number"] === faults.wrongNumber);
  return all.filter(test);
}

function sorted(rows: readonly Stored[], sort: string | null): readonly Stored[] {
  const [field = "", direction = "asc"] = (sort ?? "").split(":");
  if (field === "") return rows;
  const sign = direction === "desc" ? -1 : 1;
  return rows.toSorted((a, b) => sign * String(a[field]).localeCompare(String(b[field]), "en"));
}
