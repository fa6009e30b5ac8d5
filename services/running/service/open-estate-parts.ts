import { join } from "node:path";
import type { App } from "#services/app";
import type { Logger } from "#services/ports/logger";
import type { TokenStore } from "#services/ports/token-store";
import { type OpenVerdictBook, openVerdictBook } from "#services/running/verdicts/open-verdict-book";
import { type OpenEstateViews, openEstateViews } from "#services/running/views/open-estate-views";
import { openTokenStore } from "#services/stores/tokens/open-token-store";

/** What gates, pages and API read of an estate, its tokens, and what its people were told. */
export interface ReadParts {
  readonly notices: App["notices"];
  readonly tokens: TokenStore;
  readonly verdicts: OpenVerdictBook;
  readonly views: OpenEstateViews;
  close(): Promise<void>;
}

/** Opens what gates, pages and API read of an estate, each beside the thread that answers. */
export async function openEstateParts(
  { settings, notices }: Pick<App, "settings" | "notices">,
  { now, logger }: { readonly now: () => Date; readonly logger: Logger },
): Promise<ReadParts> {
  const verdicts = openVerdictBook(settings, { now, logger });
  const views = openEstateViews(settings);
  await verdicts.begin();
  // The first look at the estate takes seconds: nobody need wait for it. What keeps it from being read is told to whoever asks.
  void views.overview();
  return {
    verdicts,
    views,
    notices,
    tokens: openTokenStore(join(settings.dataFolder, "tokens")),
    async close() {
      await Promise.all([verdicts.close(), views.close()]);
    },
  };
}
