import type { Delivery, Verification } from "../sender.js";
import { verifyToken } from "../verify-token.js";

/** Verifies an HTTP step of a TOPdesk action sequence, whose header holds the secret. */
export function verifyTopdesk(delivery: Delivery, secret: string): Verification {
  return verifyToken(delivery, secret);
}
