import type { App } from "#services/app";
import { settingsForThread } from "#services/running/threads/settings-for-thread";
import type { Acts } from "./acts.js";
import type { ActThread } from "./open-act-thread.js";

/** Gives an app whose acts are done in another thread, so that whoever asks this one meanwhile is answered as ever. */
export function withActsElsewhere(app: App, thread: Pick<ActThread, "ask">): App {
  const { settings, collecting, notices, packs } = app;

  function elsewhere<Act extends keyof Acts>(act: Act): Acts[Act] {
    const ask = (...given: Parameters<Acts[Act]>) => thread.ask({ act, given, settings: settingsForThread(settings) });
    return ask as Acts[Act];
  }

  return {
    ...app,
    ready: elsewhere("ready"),
    waive: elsewhere("waive"),
    noteSignIn: elsewhere("noteSignIn"),
    anchorLedger: elsewhere("anchorLedger"),
    override: elsewhere("override"),
    endOverride: elsewhere("endOverride"),
    nameOverrideTicket: elsewhere("nameOverrideTicket"),
    recordExercise: elsewhere("recordExercise"),
    raiseAction: elsewhere("raiseAction"),
    closeAction: elsewhere("closeAction"),
    // Who breaks off waiting does not break off what was begun.
    async reviews(options) {
      return { ...(await app.reviews(options)), decide: elsewhere("decide"), keep: elsewhere("keepReviews") };
    },
    collecting: { ...collecting, accept: elsewhere("acceptUpload") },
    packs: { ...packs, ask: elsewhere("askForPack") },
    notices: { ...notices, watch: (missed) => elsewhere("tellSilence")(missed) },
  };
}
