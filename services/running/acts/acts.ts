import type { SignedUpload, UploadAnswer } from "#schemas/collection-upload";
import type { ReviewReport } from "#schemas/review-report";
import type { App } from "#services/app";
import type { Settings } from "#services/config";
import type { ReviewDecided, ReviewVerdict } from "#services/jobs/review/decide-review";

/**
 * What is done in an estate while somebody waits for the outcome, and takes long: it derives verdicts, or reads and writes much. All that goes in and
 * comes out is plain data, so that it can be done in another thread.
 */
export interface Acts
  extends Pick<App, "ready" | "waive" | "noteSignIn" | "anchorLedger" | OfOverrides | OfPractice>,
    Lasting {
  decide(verdict: ReviewVerdict): Promise<ReviewDecided>;
  keepReviews(): Promise<ReviewReport>;
  askForPack(...given: Parameters<App["packs"]["ask"]>): ReturnType<App["packs"]["ask"]>;
}

type OfOverrides = "override" | "endOverride" | "nameOverrideTicket";
type OfPractice = "recordExercise" | "raiseAction" | "closeAction";

/** Those that remember from one time to the next: whose upload is being taken, and what people were told while no record took it. */
export interface Lasting {
  acceptUpload(collectorId: string, signed: SignedUpload): Promise<UploadAnswer>;
  tellSilence(...given: Parameters<App["notices"]["watch"]>): ReturnType<App["notices"]["watch"]>;
}

/** One act that is asked for, of the estate that the settings name. */
export interface AskedAct {
  readonly act: keyof Acts;
  readonly given: readonly unknown[];
  readonly settings: Settings;
}

/** The acts of an open estate. */
export function actsOf(app: App, lasting: Lasting): Acts {
  return {
    ...{ ready: app.ready, waive: app.waive, noteSignIn: app.noteSignIn, anchorLedger: app.anchorLedger },
    ...{ override: app.override, endOverride: app.endOverride, nameOverrideTicket: app.nameOverrideTicket },
    ...{ recordExercise: app.recordExercise, raiseAction: app.raiseAction, closeAction: app.closeAction },
    decide: async (verdict) => (await app.reviews()).decide(verdict),
    keepReviews: async () => (await app.reviews()).keep(),
    askForPack: (wanted) => app.packs.ask(wanted),
    ...lasting,
  };
}

export function lastingOf({ collecting, notices }: Pick<App, "collecting" | "notices">): Lasting {
  return { acceptUpload: collecting.accept, tellSilence: (missed) => notices.watch(missed) };
}
