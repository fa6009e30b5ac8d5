import type { Webhook } from "#schemas/webhook";
import type { App } from "#services/app";
import { readPassword } from "#services/config";
import { LockstepError } from "#services/core/errors";
import type { Logger } from "#services/ports/logger";
import type { ServedWebhook } from "#webhooks/served-webhook";

/** The webhooks that are answered. */
export interface WebhookBook {
  readonly webhookNamed: (id: string) => ServedWebhook | undefined;
  /** Looks again at what is declared on `main`. Where that does not read, what was known stays. */
  reread(): Promise<void>;
}

/** A secret of fewer characters can be guessed. */
const LEAST_SECRET = 16;

/** Reads which webhooks are in force and what proves their senders; one without a secret is not answered, and the log says so. */
export async function openWebhookBook(app: Pick<App, "settings" | "estate">, logger: Logger): Promise<WebhookBook> {
  let served: ReadonlyMap<string, ServedWebhook> = new Map();
  let told = "";

  async function reread(): Promise<void> {
    const problems: string[] = [];
    try {
      const { webhooks = [], forge } = await app.estate();
      const fresh = webhooks.filter(({ id }, _index, all) => all.filter((other) => other.id === id).length === 1);
      served = new Map(
        fresh.flatMap((declared) => {
          const secret = secretOf(declared, app.settings);
          if (typeof secret === "string") return [[declared.id, { declared, secret, forge }] as const];
          problems.push(secret.message);
          return [];
        }),
      );
      const twice = webhooks.filter((webhook) => !fresh.includes(webhook)).map(({ id }) => id);
      problems.push(...[...new Set(twice)].map((id) => `There are two webhooks '${id}': neither is answered.`));
    } catch (error) {
      if (!(error instanceof LockstepError)) throw error;
      problems.push(error.message);
    }
    // It is read again every minute, and told when it became another.
    const now = JSON.stringify([[...served.keys()], problems]);
    if (now === told) return;
    told = now;
    logger.info("webhooks answered", { webhooks: [...served.keys()] });
    for (const problem of problems) logger.error("webhook not answered", { problem });
  }

  await reread();
  return { webhookNamed: (id) => served.get(id), reread };
}

function secretOf(declared: Webhook, settings: App["settings"]): string | LockstepError {
  try {
    const secret = readPassword(declared, settings) ?? "";
    if (secret.length >= LEAST_SECRET) return secret;
    const message = `The secret of the webhook '${declared.id}' has fewer than ${LEAST_SECRET} characters.`;
    return new LockstepError("credential-missing", message);
  } catch (error) {
    if (error instanceof LockstepError) return error;
    throw error;
  }
}
