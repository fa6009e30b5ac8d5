import type { ChangeControl } from "#schemas/change-control";
import type { ChangeProposal } from "#schemas/change-proposal";
import type { EngineReport } from "#schemas/check-report";
import type { Finding } from "#schemas/finding";
import type { ReviewDecision } from "#schemas/review-decision";
import type { WithoutProposal } from "#schemas/review-report";
import type { Dialect } from "./dialect.js";
import { byUrgency } from "./proposal/by-urgency.js";
import { findObstacle } from "./proposal/find-obstacle.js";
import { type ArtefactDrift, gatherDrifts } from "./proposal/gather-drifts.js";
import { type DriftGroup, groupDrifts } from "./proposal/group-drifts.js";
import { indexDecisions, recallDecision, type Settled } from "./proposal/recall-decision.js";
import { findDecidable, writeProposal } from "./proposal/write-proposal.js";

export interface ProposalContext {
  /** The version of the reader in use, for example `mirth-connect/1`. */
  readonly dialect: string;
  /** The reader's own, so that digests are those of a preview; left out where it has none. */
  readonly mayDiffer?: Dialect["mayDiffer"];
  readonly control: Pick<ChangeControl, "tolerated">;
  /** What was decided before, the newest first. */
  readonly decisions: readonly ReviewDecision[];
}

/** Changes on which people have decided, and that still stand: production is to be put back. */
export interface DecidedProposal {
  readonly proposal: ChangeProposal;
  /** `declined`: adopting them was. */
  readonly outcome: Settled;
  /** By what, the newest first. */
  readonly decisions: readonly ReviewDecision[];
}

export interface Proposed {
  /** What nobody authorised first, then the most severe. */
  readonly proposals: readonly ChangeProposal[];
  readonly without: readonly WithoutProposal[];
  readonly declined: readonly DecidedProposal[];
}

/**
 * Makes of a report what people are asked to decide: one proposal for each cause, and the reason for everything of which nobody
 * is asked. Every finding is in exactly one of the three lists, and the same report gives the same bytes.
 */
export function proposeChanges(report: EngineReport, context: ProposalContext): Proposed {
  const { engineId, findings } = report;
  const obstacle = findObstacle(report);
  const engine = findDecidable(report);
  if (obstacle !== undefined || engine === undefined) {
    const { why = "not-read", message = "Production was not read in this run." } = obstacle ?? {};
    return { proposals: [], without: [{ engineId, why, findings: findings.length, message }], declined: [] };
  }
  const { dialect, mayDiffer, control, decisions } = context;
  const drifts = gatherDrifts(findings, { engineId, dialect, mayDiffer, control });
  const index = indexDecisions(engineId, decisions);
  const groups = groupDrifts(
    drifts.map((drift) => ({ drift, answer: recallDecision(digestsOf(drift), index, askedFor(drift)) })),
  );
  const write = (group: DriftGroup) => writeProposal(group, engine, control);
  const proposals = groups.filter(({ settled }) => settled === null).map(write);
  const declined = groups.flatMap((group) =>
    group.settled === null
      ? []
      : [{ proposal: write(group), outcome: group.settled, decisions: inOrderOf(decisions, group.decisions) }],
  );
  const held = new Set(drifts.flatMap((drift) => drift.findings));
  return {
    proposals: proposals.sort(byUrgency),
    without: tellRest(
      engineId,
      findings.filter((finding) => !held.has(finding)),
    ),
    declined: declined.sort((a, b) => byUrgency(a.proposal, b.proposal)),
  };
}

function digestsOf({ changes }: ArtefactDrift): readonly string[] {
  return [...new Set(changes.map(({ digest }) => digest))];
}

/** What was done under a ticket that was cancelled or rejected was wrong by the CAB's own word. */
function askedFor({ findings }: ArtefactDrift): "adopt" | "restore" {
  const open = findings.filter(({ explainedBy }) => explainedBy === null);
  const isWithdrawn = open.every(({ authorisation }) => authorisation.verdict === "ticket-cancelled-or-rejected");
  return isWithdrawn ? "restore" : "adopt";
}

function inOrderOf(all: readonly ReviewDecision[], some: readonly ReviewDecision[]): readonly ReviewDecision[] {
  return all.filter((decision) => some.includes(decision));
}

function tellRest(engineId: string, rest: readonly Finding[]): WithoutProposal[] {
  const explained = rest.filter(({ explainedBy }) => explainedBy !== null).length;
  const standby = rest.length - explained;
  const all: readonly WithoutProposal[] = [
    {
      engineId,
      why: "standby-only",
      findings: standby,
      message: "Production holds what was approved: the standby is to be aligned, and nobody has to decide.",
    },
    {
      engineId,
      why: "explained",
      findings: explained,
      message: "An expected difference or a waiver explains them.",
    },
  ];
  return all.filter(({ findings }) => findings > 0);
}
