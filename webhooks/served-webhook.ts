import type { Forge } from "#schemas/forge";
import type { Webhook } from "#schemas/webhook";

/** A webhook that is answered: declared on `main`, its secret at hand. */
export interface ServedWebhook {
  readonly declared: Webhook;
  readonly secret: string;
  readonly forge: Forge | undefined;
}
