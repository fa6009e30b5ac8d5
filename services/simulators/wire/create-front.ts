import express, { type Request, type Response } from "express";
import type { FaultCounter } from "./fault-counter.js";
import type { WireFaults } from "./faults.js";
import { strikeFaults } from "./strike-faults.js";

/** What goes wrong in front of a web server, and how long its refusals ask to wait. */
export interface FrontFaults extends WireFaults {
  /** Seconds that 429 and 503 ask to wait. Default: they do not say. */
  readonly retryAfterSeconds?: number;
}

/** How one simulated web server notes, dates and refuses. */
export interface Front {
  readonly counter: FaultCounter;
  /** What goes wrong; asked at each request, since it may change between two. */
  faults(): FrontFaults;
  now(): Date;
  /** Notes a request before anything is done with it. */
  note(request: Request): void;
  /** The path as faults name it. Default: the request's. */
  pathOf?(request: Request): string;
  /** Default `application/json`. */
  readonly garbageType?: string;
  /** Says in the server's own form that it cannot answer now. */
  refuse(response: Response, code: number): void;
}

/** What was asked of a simulated web server. */
export interface Noted {
  readonly requests: [method: string, path: string][];
  /** Queries of every request, decoded. */
  readonly asked: string[];
}

/** Makes a web server that notes every request, dates its answers, and strikes with what was asked for; answers are added by `use`. */
export function createFront(front: Front): express.Express {
  const { counter, pathOf = ({ path }: Request) => path, garbageType = "application/json" } = front;
  const app = express();
  app.disable("x-powered-by");
  app.disable("etag");
  app.use(async (request, response, next) => {
    front.note(request);
    response.set("Date", new Date(front.now()).toUTCString());
    const faults = front.faults();
    const sendStatus = (code: number): void => {
      if (faults.retryAfterSeconds !== undefined) response.set("Retry-After", String(faults.retryAfterSeconds));
      front.refuse(response, code);
    };
    const exchange = { path: pathOf(request), request, response };
    if (!(await strikeFaults(faults, counter, exchange, { garbageType, sendStatus }))) next();
  });
  return app;
}

/** Notes method, path and query of a request. */
export function noteRequest({ requests, asked }: Noted, request: Request): void {
  requests.push([request.method, request.path]);
  asked.push(decodeURIComponent(request.url.split("?")[1] ?? ""));
}
