import type { ChangeControl } from "#schemas/change-control";
import type { ChangeProposal } from "#schemas/change-proposal";
import type { EngineReport } from "#schemas/check-report";
import type { ReviewDecision } from "#schemas/review-decision";
import type { WithoutProposal } from "#schemas/review-report";
import type { Dialect } from "#services/core/dialect";
import { type DecidedProposal, type Proposed, proposeChanges } from "#services/core/propose-changes";
import { type AdoptedByTicket, adoptByTicket, type TicketAdoption } from "./adopt-by-ticket.js";
import type { Keeping } from "./keep-reviews.js";
import { readDecisions } from "./read-decisions.js";
import type { ReviewContext } from "./review-context.js";

export interface EnginesReviewed {
  readonly ledger: ReviewContext["ledger"];
  readonly control: Pick<ChangeControl, "tolerated">;
  readonly dialectOf: (engineId: string) => Pick<Dialect, "version" | "mayDiffer">;
  /** Left out: no ticket alone moves a baseline. */
  readonly byTicket?: TicketAdoption;
}

/** What there is to decide on engines that were just checked; what a ticket has decided already moves the baseline here. */
export async function proposeForEngines(
  reports: readonly EngineReport[],
  context: EnginesReviewed,
): Promise<Pick<Keeping, "wanted" | "decided" | "known" | "without">> {
  const decisions = (await readDecisions(context.ledger)).map(({ decision }) => decision);
  const proposed = reports.map((report) => ({ report, proposed: propose(report, decisions, context) }));
  const wanted: ChangeProposal[] = [];
  const without: WithoutProposal[] = [];
  for (const {
    report,
    proposed: { proposals, without: rest },
  } of proposed) {
    without.push(...rest);
    for (const proposal of proposals) {
      const outcome = await tryByTicket(proposal, context);
      if (outcome.adopted) without.push(adoptedBy(report.engineId, proposal));
      else wanted.push(proposal);
    }
  }
  const known = proposed.filter(({ proposed: { without: rest } }) => !rest.some(isObstacle));
  return {
    wanted,
    decided: proposed.flatMap(({ proposed: { declined } }) => declined.map(tellDecided)),
    known: known.map(({ report }) => report.engineId),
    without,
  };
}

function propose(
  report: EngineReport,
  decisions: readonly ReviewDecision[],
  { control, dialectOf }: EnginesReviewed,
): Proposed {
  const { version, mayDiffer } = dialectOf(report.engineId);
  return proposeChanges(report, { dialect: version, mayDiffer, control, decisions });
}

async function tryByTicket(proposal: ChangeProposal, { byTicket }: EnginesReviewed): Promise<AdoptedByTicket> {
  return byTicket === undefined ? { adopted: false, why: "policy" } : await adoptByTicket(proposal, byTicket);
}

function adoptedBy(engineId: string, { ticket, changes }: ChangeProposal): WithoutProposal {
  const message = `The baseline followed ${ticket ?? "a ticket"}, which was approved with the digest of this very change.`;
  return { engineId, why: "adopted-by-ticket", findings: changes.length, message };
}

/** What keeps an engine from being proposed for keeps its reviews from being closed, too. */
function isObstacle({ why }: WithoutProposal): boolean {
  return why === "no-baseline" || why === "not-read" || why === "suspect-export";
}

function tellDecided({ proposal, outcome, decisions: [decision] }: DecidedProposal): Keeping["decided"][number] {
  const who = decision === undefined ? "it was decided" : `${decision.decidedBy} decided`;
  const what = outcome === "declined" ? "not to adopt it" : "that production is put back";
  return { proposal, outcome, because: `${who} ${what}; production still holds it.` };
}
