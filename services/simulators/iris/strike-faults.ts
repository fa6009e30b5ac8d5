import type { Response } from "express";
import type { FaultCounter } from "../wire/fault-counter.js";
import { hits } from "../wire/faults.js";
import { type Exchange, strikeFaults as strikeOnTheWire } from "../wire/strike-faults.js";
import type { IrisFaults } from "./faults.js";
import { renderWebPage } from "./web-pages.js";

/** Strikes with what was asked for before the instance sees the request; true when the request is dealt with. */
export async function strikeFaults(faults: IrisFaults, counter: FaultCounter, exchange: Exchange): Promise<boolean> {
  const { path, response } = exchange;
  if (faults.gatewayDown !== undefined && counter.strike("gateway", faults.gatewayDown.times)) {
    sendPage(504, response);
    return true;
  }
  if (hits(faults.serverError, path)) {
    const error = "ERROR #5002: ObjectScript error: <UNDEFINED>";
    response.status(500).json({ status: { errors: [{ error, code: 5002 }], summary: error }, console: [], result: {} });
    return true;
  }
  return strikeOnTheWire(faults, counter, exchange, {
    garbageType: "application/json",
    sendStatus: (code) => sendPage(code, response),
  });
}

/** What the web server in between gives. */
function sendPage(code: number, response: Response): void {
  response.status(code).type("text/html").end(renderWebPage(code));
}
