import { randomUUID } from "node:crypto";
import type { RequestHandler, Response } from "express";
import type { LogFields } from "#services/ports/logger";
import type { HttpContext } from "./http-context.js";

/** Gives each request an id, which the answer bears, and logs one line of it: never a header, a body or an address as it was typed. */
export function logAnswer({ logger, now }: Pick<HttpContext, "logger" | "now">): RequestHandler {
  return (request, response, next) => {
    const requestId = randomUUID();
    const began = now().getTime();
    response.set("X-Request-Id", requestId);
    response.once("close", () => {
      const { method, ip: source } = request;
      const status = response.writableFinished ? response.statusCode : "not answered";
      const ms = now().getTime() - began;
      logger.info("request answered", { requestId, method, source, status, ms, ...factsOf(response) });
    });
    next();
  };
}

/** Adds facts to the line that will be logged of the request. */
export function addFacts(response: Response, facts: LogFields): void {
  response.locals["facts"] = { ...factsOf(response), ...facts };
}

function factsOf(response: Response): LogFields {
  const facts: unknown = response.locals["facts"];
  return typeof facts === "object" && facts !== null ? { ...facts } : {};
}
