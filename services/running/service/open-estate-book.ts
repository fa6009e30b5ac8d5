import { basename } from "node:path";
import type { AccessPolicy } from "#schemas/access";
import type { Estate } from "#schemas/estate";
import type { ReviewPolicy } from "#schemas/review-policy";
import type { App } from "#services/app";
import { LockstepError } from "#services/core/errors";
import type { Governed } from "#services/core/policy/parse-governed";
import type { Logger } from "#services/ports/logger";
import { openWebhookBook, type WebhookBook } from "./open-webhook-book.js";

/** What is in force in one estate, as the service last read it. */
export interface EstateBook {
  /** As `estate.yaml` calls it; what it was called before, or that of its folder, while it was never read. Addresses and jobs name it so. */
  readonly id: string;
  /** `undefined` while `estate.yaml` on `main` does not read. */
  readonly declared: () => Estate | undefined;
  /** Estate and policy; `undefined` while the store does not read. What is malformed in it is left out of it, and never guessed. */
  readonly governed: () => Governed | undefined;
  /** Who may do what; `undefined`: nobody may do anything. */
  readonly access: () => AccessPolicy | undefined;
  /** Who may decide; `undefined` while the policy does not read. */
  readonly approvers: () => ReviewPolicy["approvers"] | undefined;
  readonly webhookNamed: WebhookBook["webhookNamed"];
  /** Looks again at `main`. */
  reread(): Promise<void>;
}

/** What a book needs of an app. */
export type BookedApp = Pick<App, "settings" | "governed" | "estate">;

interface BookOptions {
  readonly logger: Logger;
  readonly isFree: (id: string) => boolean;
  /** What it was called when it was served last. */
  readonly before?: string | undefined;
}

/**
 * Reads an estate's `main` and keeps it until it is read again. An estate that comes to call itself by a name that is not free keeps the one it
 * had: what may be seen and done is granted by that name.
 */
export async function openEstateBook(app: BookedApp, { logger, isFree, before }: BookOptions): Promise<EstateBook> {
  let id = before ?? basename(app.settings.folder);
  let named = id;
  let governed: Governed | undefined;
  let told = "";
  const webhooks = await openWebhookBook(app, logger);

  async function reread(): Promise<void> {
    governed = await readGoverned();
    takeName();
    await webhooks.reread();
  }

  function takeName(): void {
    if (named === id || isFree(named)) id = named;
    else logger.error("an estate calls itself as another is called", { estate: id, named });
  }

  async function readGoverned(): Promise<Governed | undefined> {
    try {
      const read = await app.governed();
      named = read.estate?.estate ?? named;
      tellWhetherInForce(read);
      return read;
    } catch (error) {
      if (!(error instanceof LockstepError)) throw error;
      named = String(error.details["estate"] ?? named);
      logger.error("an estate cannot be read", { estate: id, error });
      return undefined;
    }
  }

  /** It is read again every minute, and told when it became another. */
  function tellWhetherInForce({ estate, problems }: Governed): void {
    const causes = estate === undefined ? problems.filter(({ file }) => file === "estate.yaml") : [];
    const why = causes.map(({ path, message }) => `estate.yaml ${path} ${message}`);
    if (estate === undefined && why.join() !== told) logger.error("an estate is not in force", { estate: id, why });
    told = why.join();
  }

  governed = await readGoverned();
  if (before === undefined) id = named;
  else takeName();
  return {
    get id() {
      return id;
    },
    declared: () => governed?.estate,
    governed: () => governed,
    access: () => governed?.access,
    approvers: () => governed?.policy?.review?.approvers,
    webhookNamed: webhooks.webhookNamed,
    reread,
  };
}
