import type { EngineReport } from "#schemas/check-report";
import type { Forge } from "#schemas/forge";
import type { NotedTicket, ReviewReport } from "#schemas/review-report";
import { LockstepError } from "#services/core/errors";
import { findGovernance, type Guarded } from "./find-governance.js";
import { keepFindings } from "./keep-findings.js";
import { keepReviews } from "./keep-reviews.js";
import { type EnginesReviewed, proposeForEngines } from "./propose-for-engines.js";
import type { ReviewContext } from "./review-context.js";
import { reviewedAs } from "./reviewed-as.js";
import { type Settling, settleReviews } from "./settle-reviews.js";
import { sortOutReports } from "./sort-out-reports.js";

/** What a pass over the reviews of an estate needs. */
export interface ReviewPass {
  readonly estate: string;
  /** The make of the forge. */
  readonly forge: Forge["system"];
  /** Does something while no other process is at the reviews. @throws LockstepError `store-conflict` */
  readonly inTurn: <T>(work: () => Promise<T>) => Promise<T>;
  /** Signs in. @throws LockstepError */
  readonly open: () => Promise<ReviewContext>;
  readonly texts: ReviewContext["texts"];
  readonly engines: EnginesReviewed;
  readonly guarded: Guarded;
  /** Tells decisions to their tickets. Left out: no ticket system takes notes. */
  readonly noteTickets?: () => Promise<readonly NotedTicket[]>;
  readonly now: () => Date;
}

/** A pass half done: what was decided since the last one is settled, and what there is to decide comes after a look at the engines. */
export interface BegunPass {
  /** Engines whose baseline moved just now. */
  readonly moved: readonly string[];
  /** Brings the reviews in step with what was seen; what the forge does not take is told and left to the next pass. */
  finish(reports: readonly EngineReport[]): Promise<ReviewReport>;
}

/**
 * Settles what people decided on the forge, so that what follows is judged by the baseline they approved. A forge that cannot be
 * asked stops nothing: then the baseline in force stays, and the pass says so.
 */
export async function beginReviews(pass: ReviewPass): Promise<BegunPass> {
  const { moved, finish } = await begin(pass);
  return { moved, finish: async (reports) => withNotes(await finish(reports), pass) };
}

/** Tickets are told last, so that none of them keeps anybody from being asked. */
async function withNotes(report: ReviewReport, { noteTickets, inTurn }: ReviewPass): Promise<ReviewReport> {
  if (noteTickets === undefined) return report;
  const told = await attempt(() => inTurn(noteTickets));
  if (!(told instanceof LockstepError)) return told.length === 0 ? report : { ...report, ticketNotes: [...told] };
  const message = report.forge.message ?? `Tickets were not told of decisions: ${told.message}`;
  return { ...report, forge: { ...report.forge, message } };
}

async function begin(pass: ReviewPass): Promise<BegunPass> {
  const opened = await attempt(async () => {
    const context = await pass.open();
    try {
      return { context, settling: await pass.inTurn(() => settleReviews(context)) };
    } catch (error) {
      await context.session.close();
      throw error;
    }
  });
  if (opened instanceof LockstepError) {
    return { moved: [], finish: (reports) => withoutForge(reports, opened, pass) };
  }
  const { context, settling } = opened;
  return {
    moved: settling.moved,
    async finish(reports) {
      try {
        const kept = await attempt(() => pass.inTurn(() => keep(reports, { pass, context, settling })));
        return kept instanceof LockstepError ? await withoutForge(reports, kept, pass, settling) : kept;
      } finally {
        await context.session.close();
      }
    },
  };
}

async function keep(
  reports: readonly EngineReport[],
  {
    pass,
    context,
    settling,
  }: { readonly pass: ReviewPass; readonly context: ReviewContext; readonly settling: Settling },
): Promise<ReviewReport> {
  const { current, outdated } = await sortOutReports(reports, pass.guarded.repository);
  const proposed = await proposeForEngines(current, pass.engines);
  const guard = await findGovernance(pass.guarded, context);
  await keepFindings(guard, context);
  const governance = [...settling.governance, ...guard];
  const { settled } = settling;
  const without = [...proposed.without, ...outdated];
  return await keepReviews({ estate: pass.estate, ...proposed, without, settled, governance }, context);
}

/** What there is to decide does not depend on the forge: it is told, with why nobody could be asked. */
async function withoutForge(
  reports: readonly EngineReport[],
  error: LockstepError,
  pass: ReviewPass,
  settling?: Settling,
): Promise<ReviewReport> {
  // Nothing moves here: this is outside the turn, and what a ticket decided can wait for it.
  const { byTicket: _none, ...engines } = pass.engines;
  const { current, outdated } = await sortOutReports(reports, pass.guarded.repository);
  const { wanted, without } = await proposeForEngines(current, engines);
  const untold = wanted.map((proposal) =>
    reviewedAs(proposal, { state: "unavailable", because: error.message }, pass.texts),
  );
  return {
    schema: "lockstep/review@1",
    estate: pass.estate,
    at: pass.now().toISOString(),
    forge: { system: pass.forge, url: null, state: "unavailable", message: error.message },
    proposals: [...(settling?.settled ?? []), ...untold],
    governance: [...(settling?.governance ?? [])],
    withoutProposal: [...without, ...outdated],
  };
}

async function attempt<T>(act: () => Promise<T>): Promise<T | LockstepError> {
  try {
    return await act();
  } catch (error) {
    if (error instanceof LockstepError && error.code !== "aborted" && error.code !== "bug") return error;
    throw error;
  }
}
