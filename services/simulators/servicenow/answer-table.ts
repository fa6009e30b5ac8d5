import type { Request, Response } from "express";
import type { AppContext } from "./app-context.js";
import type { Stored } from "./instance-state.js";
import { renderRow } from "./render-row.js";
import { runQuery } from "./run-query.js";
import { sendAnswer, sendError } from "./send-answer.js";
import { TABLES } from "./tables.js";

export const TABLE_API = /^\/api\/now\/(?:(v\d)\/)?table\/([a-z_]+)$/;

/** Answers a question about a table: rows are counted off first, and only then those left out that the account may not see. */
export function answerTable(context: AppContext, request: Request, response: Response): void {
  const { state, faults, rights } = context;
  const [, version = "v2", table = ""] = TABLE_API.exec(request.path) ?? [];
  if (!Object.hasOwn(TABLES, table)) {
    sendError(response, 400, `Invalid table ${table}`, null);
    return;
  }
  if (rights.deniedTables?.includes(table)) {
    sendError(response, 403, "User Not Authorized", "Failed API level ACL Validation");
    return;
  }
  const asked = new URLSearchParams(request.url.split("?")[1] ?? "");
  const matched = wrongOr(
    runQuery(state, table, asked.get("sysparm_query") ?? "", context.rules),
    context,
    table,
    asked,
  );
  const { limit, offset } = sendPaging(context, request, response, asked, matched.length);
  const seen = matched.slice(offset, offset + limit).filter((row) => !isHidden(row, table, context));
  if (seen.length === 0 && version === "v1") {
    sendError(response, 404, "No Record found", "Record doesn't exist or ACL restricts the record retrieval");
    return;
  }
  const fields = (asked.get("sysparm_fields") ?? "").split(",").filter((field) => field !== "");
  const view = { ...context.view, hiddenFields: rights.hiddenFields ?? [] };
  const all = asked.get("sysparm_display_value") === "all";
  const result = seen.map((row) => {
    const rendered = renderRow(state, table, row, fields, view, false);
    return all ? rendered : Object.fromEntries(Object.keys(rendered).map((field) => [field, row[field] ?? ""]));
  });
  if (faults.breaksOff !== table) {
    sendAnswer(response, request.path, { result }, faults);
    return;
  }
  const error = { message: "Transaction cancelled: maximum execution time exceeded", detail: null };
  sendAnswer(response, request.path, { result: result.slice(0, 1), error, status: "failure" }, faults);
}

function wrongOr(
  matched: readonly Stored[],
  { state, faults }: AppContext,
  table: string,
  asked: URLSearchParams,
): readonly Stored[] {
  if (faults.answersAll === table) return state.rows(table);
  const isForOne = table === "change_request" && /^number(=|IN)/.test(asked.get("sysparm_query") ?? "");
  return isForOne && faults.wrongNumber !== undefined ? [state.change(faults.wrongNumber)] : matched;
}

function isHidden(row: Stored, table: string, { state, rights }: AppContext): boolean {
  const { hiddenChanges = [], hiddenTables = [], hiddenApprovers = [] } = rights;
  if (table === "change_request") return hiddenChanges.includes(row["number"] ?? "");
  const approved =
    table === "sysapproval_approver" ? state.find("change_request", row["sysapproval"] ?? "") : undefined;
  return hiddenTables.includes(table) || hiddenApprovers.includes(approved?.["number"] ?? "none");
}

/** Says how many rows there are and where the other pages stand. */
export function sendPaging(
  { faults }: AppContext,
  request: Request,
  response: Response,
  asked: URLSearchParams,
  total: number,
): { readonly limit: number; readonly offset: number } {
  const limit = Math.min(Number(asked.get("sysparm_limit") ?? "10000"), 10_000);
  const offset = Number(asked.get("sysparm_offset") ?? "0");
  if (faults.noPaging) return { limit, offset };
  const origin = faults.linkElsewhere ? "https://elsewhere.example" : `https://${request.get("Host")}`;
  const link = (relation: string, at: number): string => {
    const query = new URLSearchParams([...asked.entries()].filter(([name]) => name !== "sysparm_offset"));
    query.set("sysparm_offset", String(at));
    return `<${origin}${request.path}?${query.toString()}>;rel="${relation}"`;
  };
  const links = [link("first", 0), link("last", Math.max(0, Math.ceil(total / limit) - 1) * limit)];
  if (offset > 0) links.push(link("prev", Math.max(0, offset - limit)));
  if (offset + limit < total) links.push(link("next", offset + limit));
  response.set("X-Total-Count", String(total)).set("Link", links.join(","));
  return { limit, offset };
}
