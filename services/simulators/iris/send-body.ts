import type { Response } from "express";
import type { HowCut } from "../wire/faults.js";
import { sendEndless, sendHalf } from "../wire/send-pieces.js";

/** Sends a JSON body whole, without an end, or cut in the middle. */
export function sendBody(
  response: Response,
  status: number,
  body: string,
  how: { readonly endless: boolean; readonly cut: HowCut | undefined },
): void {
  response.status(status).set("Content-Type", "application/json; charset=utf-8");
  if (how.endless) void sendEndless(response, BEGINNING);
  else if (how.cut === undefined) response.end(body);
  else sendHalf(response, Buffer.from(body), how.cut);
}

const BEGINNING = '{"status":{"errors":[],"summary":""},"console":[],"result":{"content":["';
