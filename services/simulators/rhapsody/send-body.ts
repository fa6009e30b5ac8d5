import type { Request, Response } from "express";
import type { HowCut } from "../wire/faults.js";
import { sendHalf } from "../wire/send-pieces.js";
import type { Body } from "./endpoints.js";

/** Sends an answer in the form asked for, or half of it. */
export function sendBody(
  request: Request,
  response: Response,
  body: Body,
  type: string,
  half: HowCut | undefined,
): void {
  if (body.type === "error") {
    sendError(request, response, body.status, body.message);
    return;
  }
  if (body.type === "empty") {
    response.status(204).end();
    return;
  }
  if (type === "text/html") {
    response.status(200).type(type).send("<html><body>REST API: ask for a form that a program can read.</body></html>");
    return;
  }
  const bytes = body.type === "zip" ? Buffer.from(body.bytes) : Buffer.from(textOf(body), "utf8");
  response.status(200).set("Content-Type", type);
  if (half === undefined) response.set("Content-Length", String(bytes.length)).end(bytes);
  else sendHalf(response, bytes, half);
}

function textOf(body: Extract<Body, { type: "json" | "xml" }>): string {
  return body.type === "xml" ? body.text : render({ data: body.data, error: null });
}

/** In the form asked for: a web page, unless JSON is accepted. */
export function sendError(request: Request, response: Response, status: number, message: string): void {
  response.status(status);
  if (!/json/.test(request.get("Accept") ?? "")) {
    response.type("text/html").send(`<html><body>${status}</body></html>`);
    return;
  }
  const error = { code: `ERROR_${status}`, errorFields: [], messages: [message], invalidFields: [] };
  response.type("application/json").send(render({ data: null, error }));
}

/** The engine escapes more than it must: `"C\u003A\u005CDev"`. */
function render(value: unknown): string {
  const marked = JSON.stringify(value, (_, each: unknown) =>
    typeof each === "string" ? each.replaceAll(":", "\ue000").replaceAll("\\", "\ue001") : each,
  );
  return marked.replaceAll("\ue000", "\\u003A").replaceAll("\ue001", "\\u005C");
}
