import { isSigned } from "../is-signed.js";
import { nameDelivery } from "../name-delivery.js";
import { onlyHeader } from "../only-header.js";
import type { Delivery, Verification } from "../sender.js";

/**
 * Verifies GitHub's `X-Hub-Signature-256` over the bytes as they came. The older SHA-1 signature does not count. Redelivery keeps
 * `X-GitHub-Delivery`.
 *
 * Source: docs.github.com, "Validating webhook deliveries".
 */
export function verifyGithub(delivery: Delivery, secret: string): Verification {
  const signature = onlyHeader(delivery, "x-hub-signature-256");
  if (signature === undefined) return { verified: false, why: "no signature was given" };
  if (!isSigned(delivery.body, signature, secret)) return { verified: false, why: "the signature is another one" };
  const event = onlyHeader(delivery, "x-github-event");
  return { verified: true, event, ...nameDelivery(delivery, ["x-github-delivery"]) };
}
