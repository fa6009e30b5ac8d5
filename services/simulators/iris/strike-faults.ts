import { once } from "node:events";
import { setTimeout as delay } from "node:timers/promises";
import type { Request, Response } from "express";
import { type FaultCounter, hits, type IrisFaults } from "./faults.js";
import { LOGIN_PAGE, renderWebPage } from "./web-pages.js";

/** Strikes with what was asked for before the instance sees the request; true when the request is dealt with. */
export async function strikeFaults(
  faults: IrisFaults,
  counter: FaultCounter,
  path: string,
  request: Request,
  response: Response,
): Promise<boolean> {
  if (faults.slow && hits(faults.slow.path, path)) await delay(faults.slow.ms);
  if (hits(faults.hang, path)) {
    await once(response, "close");
    return true;
  }
  if (hits(faults.resetConnection?.path, path) && counter.strike("reset", faults.resetConnection?.times)) {
    request.socket.destroy();
    return true;
  }
  const page = findPage(faults, counter, path);
  if (page === undefined) return false;
  for (const [name, value] of Object.entries(page.headers ?? {})) response.set(name, value);
  response.status(page.status).end(page.body);
  return true;
}

interface Page {
  readonly status: number;
  readonly body: string;
  readonly headers?: Readonly<Record<string, string>>;
}

function findPage(faults: IrisFaults, counter: FaultCounter, path: string): Page | undefined {
  const html = { "Content-Type": "text/html" };
  if (faults.gatewayDown !== undefined && counter.strike("gateway", faults.gatewayDown.times)) {
    return { status: 504, body: renderWebPage(504), headers: html };
  }
  if (faults.status && hits(faults.status.path, path) && counter.strike("status", faults.status.times)) {
    return { status: faults.status.code, body: renderWebPage(faults.status.code), headers: html };
  }
  if (hits(faults.redirectToLogin, path)) {
    return { status: 302, body: "", headers: { Location: "https://access.hospital.test/login" } };
  }
  if (hits(faults.loginPage, path)) return { status: 200, body: LOGIN_PAGE, headers: html };
  if (hits(faults.garbage, path)) {
    return {
      status: 200,
      body: "\u0000\u0001 not what you asked for",
      headers: { "Content-Type": "application/json" },
    };
  }
  if (hits(faults.serverError, path)) {
    const error = "ERROR #5002: ObjectScript error: <UNDEFINED>";
    const envelope = { status: { errors: [{ error, code: 5002 }], summary: error }, console: [], result: {} };
    return { status: 500, body: JSON.stringify(envelope), headers: { "Content-Type": "application/json" } };
  }
  return undefined;
}
