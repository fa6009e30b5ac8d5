import type { Delivery, Verification } from "../sender.js";
import { verifyToken } from "../verify-token.js";

/** Verifies a deploy hook of your own: a script that shows the secret. */
export function verifyEngine(delivery: Delivery, secret: string): Verification {
  return verifyToken(delivery, secret);
}
