import type { RequestHandler } from "express";
import { hostOf } from "./people/allowed-hosts.js";
import { sendProblem } from "./send-problem.js";

/** Refuses requests that name the service by a host that is not its own. */
export function guardHost(allowed: ReadonlySet<string> | undefined): RequestHandler {
  return (request, response, next) => {
    if (allowed === undefined) return next();
    const hosts = request.headersDistinct["host"] ?? [];
    const host = hosts.length === 1 ? hostOf(hosts[0]) : undefined;
    if (host !== undefined && allowed.has(host)) return next();
    return sendProblem(response, 421);
  };
}
