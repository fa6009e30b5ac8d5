import type { Delivery, Verification } from "../sender.js";
import { verifyToken } from "../verify-token.js";

/** Verifies a REST message of ServiceNow, which a business rule or flow sends with a header that holds the secret. */
export function verifyServicenow(delivery: Delivery, secret: string): Verification {
  return verifyToken(delivery, secret);
}
