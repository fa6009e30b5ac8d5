import { digestOfBody } from "../name-delivery.js";
import type { Delivery, Verification } from "../sender.js";
import { verifyToken } from "../verify-token.js";

/**
 * Verifies a service hook of Azure DevOps, which signs nothing: the secret is the password of its Basic authentication, or stands in
 * the header `X-Lockstep-Token`. Each notification has an id in its body, so that the digest of the body names it.
 *
 * Source: learn.microsoft.com, "Webhooks with Azure DevOps".
 */
export function verifyAzureDevops(delivery: Delivery, secret: string): Verification {
  const verification = verifyToken(delivery, secret, { takesBasic: true });
  if (!verification.verified) return verification;
  return { ...verification, deliveryId: digestOfBody(delivery), idOf: "delivery" };
}
