import type { RequestHandler } from "express";
import { rateLimit } from "express-rate-limit";
import type { HttpLimits } from "./http-context.js";
import { sendProblem } from "./send-problem.js";

/** Bounds how often one source address may ask; networks of IPv6 count as one address. */
export function limitRate({ requestsPerMinute }: Pick<HttpLimits, "requestsPerMinute">): RequestHandler {
  return rateLimit({
    windowMs: 60_000,
    limit: requestsPerMinute,
    standardHeaders: true,
    legacyHeaders: false,
    // It would write to the console on what anybody sends.
    validate: false,
    handler: (_request, response) => sendProblem(response, 429),
  });
}
