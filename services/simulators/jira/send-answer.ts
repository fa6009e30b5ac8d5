import type { Response } from "express";
import { hits } from "../wire/faults.js";
import { sendEndless, sendHalf } from "../wire/send-pieces.js";
import type { JiraFaults } from "./faults.js";

const JSON_TYPE = "application/json;charset=UTF-8";

/** Sends an answer whole, or cut or without an end where that is asked for. */
export function sendAnswer(response: Response, path: string, body: unknown, faults: JiraFaults): void {
  const bytes = Buffer.from(JSON.stringify(body));
  response.status(200).set("Content-Type", JSON_TYPE);
  if (hits(faults.hugeBody, path)) void sendEndless(response, '{"issues":[{"key":"');
  else if (hits(faults.truncate?.path, path)) sendHalf(response, bytes, faults.truncate?.how ?? "clean-end");
  else response.end(bytes);
}

/** Sends a refusal in the form that every interface of the site has. */
export function sendError(response: Response, status: number, message: string): void {
  const body = { errorMessages: [message], errors: {} };
  response.status(status).set("Content-Type", JSON_TYPE).end(JSON.stringify(body));
}
