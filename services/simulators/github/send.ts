import type { Request, Response } from "express";
import { sendJson } from "../wire/send-json.js";
import type { GitHubForgeFaults } from "./faults.js";
import type { HubAnswer } from "./route.js";

/** Says no, in the form in which GitHub does. */
export function refuse(response: Response, status: number, message: string, errors: readonly unknown[] = []): void {
  const body = { message, ...(errors.length > 0 && { errors }), documentation_url: "https://docs.github.com/rest" };
  response.status(status).type("application/json").end(JSON.stringify(body));
}

/** One page of a list, with a link to the next that names the repository by its number, as GitHub's does. */
export function pageOf({ rows = [], wrap }: HubAnswer, request: Request, response: Response): unknown {
  const asked = new URLSearchParams(request.url.split("?")[1] ?? "");
  const size = Math.min(Number(asked.get("per_page") ?? "30"), 100);
  const page = Number(asked.get("page") ?? "1");
  if (page * size < rows.length) {
    asked.set("page", String(page + 1));
    const path = request.path.replace(/\/repos\/[^/]+\/[^/]+/, "/repositories/4711");
    response.set("Link", `<https://${request.get("Host")}${path}?${asked.toString()}>; rel="next"`);
  }
  const shown = rows.slice((page - 1) * size, page * size);
  return wrap === undefined ? shown : wrap(shown);
}

export function sendAnswer(
  response: Response,
  answer: { readonly status: number; readonly body: unknown; readonly path: string },
  faults: GitHubForgeFaults,
): void {
  sendJson(response, answer, faults);
}
