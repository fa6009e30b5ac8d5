import type { Response } from "express";
import { hits, type WireFaults } from "./faults.js";
import { sendEndless, sendHalf } from "./send-pieces.js";

/** One answer in JSON. */
export interface JsonToSend {
  /** Default 200. */
  readonly status?: number;
  readonly body: unknown;
  /** As faults name it. */
  readonly path: string;
  /** Default `application/json; charset=utf-8`. */
  readonly type?: string;
}

/** Sends an answer whole, or cut or without an end where that is asked for. */
export function sendJson(response: Response, { status = 200, body, path, type }: JsonToSend, faults: WireFaults): void {
  const bytes = Buffer.from(JSON.stringify(body));
  response.status(status).set("Content-Type", type ?? "application/json; charset=utf-8");
  if (hits(faults.hugeBody, path)) void sendEndless(response, '{"results":[{"number":"');
  else if (hits(faults.truncate?.path, path)) sendHalf(response, bytes, faults.truncate?.how ?? "clean-end");
  else response.end(bytes);
}
