import { type App, openApp } from "#services/app";
import type { Settings } from "#services/config";
import { readHeads } from "#services/stores/git/read-heads";
import type { ViewMaker } from "./view-question.js";
import { openViewSources, type ViewSources } from "./view-sources.js";
import { makeView } from "./views.js";

/** What of the settings a view needs: no password, and no environment to find one in. */
export type ViewSettings = Omit<Settings, "environment" | "queueUrl">;

/** How long an answer stands: ages are told by the minute. */
const MINUTE_MS = 60_000;

/** Makes views in this thread. */
export function createViewMaker(given: ViewSettings, now: () => Date): ViewMaker {
  const settings: Settings = { ...given, environment: {}, queueUrl: undefined };
  let opened: { readonly main: string; readonly sources: Promise<ViewSources> } | undefined;

  /** The rule packs of a site are read when the app is opened: what `main` says since needs another one. */
  async function sourcesAt(main: string): Promise<ViewSources> {
    if (opened?.main !== main) {
      const sources = openApp(settings, now).then((app: App) => openViewSources(app, now));
      opened = { main, sources };
      sources.catch(() => {
        opened = undefined;
      });
    }
    return await opened.sources;
  }

  return {
    async make(question) {
      const heads = await readHeads(settings.storeDir);
      const sources = await sourcesAt(heads.main);
      const at = now();
      const made = await makeView(question, { ...sources, heads: heads.all, at: at.toISOString() });
      const until = Math.min(at.getTime() + MINUTE_MS, Date.parse(made.goodUntil ?? "") || Number.POSITIVE_INFINITY);
      return { value: made.value, at: at.toISOString(), goodUntil: new Date(until).toISOString() };
    },
    close: () => Promise.resolve(),
  };
}
