import { isSigned } from "../is-signed.js";
import { nameDelivery } from "../name-delivery.js";
import { onlyHeader } from "../only-header.js";
import type { Delivery, Verification } from "../sender.js";
import { DELIVERY_HEADER, verifyToken } from "../verify-token.js";

const ID_HEADERS = ["x-atlassian-webhook-identifier", DELIVERY_HEADER];

/**
 * Verifies a webhook of Jira: by `X-Hub-Signature` where it was given a secret, by a token where an automation rule sends it. A
 * signature that does not fit is made up for by no token.
 *
 * Source: developer.atlassian.com, Jira Cloud, "Webhooks", "Secure admin webhooks".
 */
export function verifyJira(delivery: Delivery, secret: string): Verification {
  if (!Object.hasOwn(delivery.headers, "x-hub-signature")) {
    return verifyToken(delivery, secret, { idHeaders: ID_HEADERS });
  }
  const signature = onlyHeader(delivery, "x-hub-signature") ?? "";
  if (!isSigned(delivery.body, signature, secret)) return { verified: false, why: "the signature is another one" };
  return { verified: true, event: undefined, ...nameDelivery(delivery, ID_HEADERS) };
}
