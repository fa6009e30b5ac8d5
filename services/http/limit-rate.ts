import type { RequestHandler, Response } from "express";
import { ipKeyGenerator, rateLimit } from "express-rate-limit";
import { ANONYMOUS, type Principal } from "#services/core/access/principal";
import type { HttpLimits } from "./http-context.js";
import { refusalOf, sendAnswer } from "./send-answer.js";

/**
 * Bounds how often one source address may ask; networks of IPv6 count as one address. Somebody who is known counts for themselves: a whole hospital may stand
 * behind one address.
 */
export function limitRate(
  { requestsPerMinute }: Pick<HttpLimits, "requestsPerMinute">,
  principalOf: (response: Response) => Principal = () => ANONYMOUS,
): RequestHandler {
  return rateLimit({
    windowMs: 60_000,
    limit: requestsPerMinute,
    standardHeaders: true,
    legacyHeaders: false,
    // It would write to the console on what anybody sends.
    validate: false,
    keyGenerator(request, response) {
      const { kind, id } = principalOf(response as Response);
      return kind === "anonymous" ? `address:${ipKeyGenerator(request.ip ?? "")}` : id;
    },
    handler(request, response) {
      const speaksTo = request.accepts(["json", "html"]) === "html" ? "reader" : "program";
      sendAnswer(refusalOf(429), { request, response, speaksTo });
    },
  });
}
