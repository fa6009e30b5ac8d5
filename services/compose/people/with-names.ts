import type { Aligning } from "#services/compose/estate/align-engine";
import type { Checking } from "#services/compose/estate/checking";
import type { Deciding } from "#services/compose/estate/deciding";
import type { Judging } from "#services/compose/estate/judging";
import type { Keeping } from "#services/compose/estate/keeping";
import type { Practising } from "#services/compose/estate/practising";
import type { Showing } from "#services/compose/estate/showing";
import type { Ticketing } from "#services/compose/estate/ticketing";
import type { Sampling } from "#services/compose/evidence/sampling";
import type { Tracing } from "#services/compose/evidence/tracing";
import type { Reviewing } from "#services/compose/review/reviewing";
import type { PeopleNamer } from "./name-people.js";

/** What is told to people of an open estate. */
interface Telling
  extends Aligning,
    Checking,
    Deciding,
    Judging,
    Pick<Keeping, "reviewAccess">,
    Practising,
    Reviewing,
    Pick<Ticketing, "showTicket">,
    Sampling,
    Showing,
    Tracing {
  readonly people: PeopleNamer;
}

/**
 * The same app, with names in what it tells people. What is recorded, sent or packed is made of what lies beneath, and holds pseudonyms:
 * verdicts, the gate, notices, evidence and the ledger's own lines.
 */
export function withNames<App extends Telling>(app: App): App {
  const { naming } = app.people;
  return {
    ...app,
    ...{ adopt: naming(app.adopt), waive: naming(app.waive), override: naming(app.override) },
    ...{ endOverride: naming(app.endOverride), nameOverrideTicket: naming(app.nameOverrideTicket) },
    ...{ ready: naming(app.ready), runbook: naming(app.runbook), testPolicy: naming(app.testPolicy) },
    ...{ check: naming(app.check), align: naming(app.align), checkPlan: naming(app.checkPlan) },
    ...{ show: naming(app.show), showArtefact: naming(app.showArtefact), preview: naming(app.preview) },
    showTicket: naming(app.showTicket),
    ...{ sample: naming(app.sample), trace: naming(app.trace) },
    ...{ exercises: naming(app.exercises), actions: naming(app.actions), recordExercise: naming(app.recordExercise) },
    reviewAccess: naming(app.reviewAccess),
    ...{ raiseAction: naming(app.raiseAction), closeAction: naming(app.closeAction) },
    async reviews(options: Parameters<Reviewing["reviews"]>[0]) {
      const desk = await app.reviews(options);
      const { keep, show, decide, agenda } = desk;
      return { ...desk, keep: naming(keep), show: naming(show), decide: naming(decide), agenda: naming(agenda) };
    },
  };
}
