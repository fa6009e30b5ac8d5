import { type App, openApp } from "#services/app";
import { namePeople } from "#services/compose/people/name-people";
import type { Settings } from "#services/config";
import { readHeads } from "#services/stores/git/read-heads";
import { openPeopleBook } from "#services/stores/people/open-people-book";
import type { ViewMaker, ViewQuestion } from "./view-question.js";
import { openViewSources, type ViewSources } from "./view-sources.js";
import { makeView } from "./views.js";

/** What of the settings a view needs: no password, and no environment to find one in. */
export type ViewSettings = Omit<Settings, "environment" | "queueUrl">;

/** How long an answer stands: ages are told by the minute. */
const MINUTE_MS = 60_000;

const LINES: ReadonlySet<ViewQuestion["view"]> = new Set(["record", "records"]);

/** Makes views in this thread. */
export function createViewMaker(given: ViewSettings, now: () => Date): ViewMaker {
  const settings: Settings = { ...given, environment: {}, queueUrl: undefined };
  const people = namePeople(openPeopleBook(settings.peopleFolder));
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
      // The ledger's own lines stay as they were sealed, so that whoever reads them can prove them.
      const value = LINES.has(question.view) ? made.value : await people.name(made.value);
      return { value, at: at.toISOString(), goodUntil: new Date(until).toISOString() };
    },
    close: () => Promise.resolve(),
  };
}
