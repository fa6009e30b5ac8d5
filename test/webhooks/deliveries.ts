import { createHmac } from "node:crypto";
import type { Forge } from "#schemas/forge";
import type { Webhook } from "#schemas/webhook";
import type { Delivery, Interpretation } from "#webhooks/sender";

export const SECRET = "an invented secret of some length";

/** A delivery as a sender makes it. */
export function delivery(body: string | Uint8Array, headers: Readonly<Record<string, string>> = {}): Delivery {
  return {
    headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value]])),
    body: typeof body === "string" ? Buffer.from(body) : body,
  };
}

/** Signs a body as GitHub and Jira do. */
export function signatureOf(body: string | Uint8Array, secret: string = SECRET): string {
  return `sha256=${createHmac("sha256", secret).update(body).digest("hex")}`;
}

/** What a payload is held against, for a webhook of one sender. */
export function heldAgainst(
  sender: Webhook["sender"],
  { declared, event, forge = GITHUB }: { event?: string; forge?: Forge; declared?: Partial<Webhook> } = {},
): Interpretation {
  return { event, declared: { id: "hook", sender, ...declared }, forge };
}

export const GITHUB: Forge = { system: "github", repository: "Codertocat/Hello-World" };
