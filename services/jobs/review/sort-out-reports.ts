import type { EngineReport } from "#schemas/check-report";
import type { WithoutProposal } from "#schemas/review-report";
import type { EstateRepository } from "#services/ports/estate-repository";

/** Parts reports from those that a look or a decision overtook: these say nothing about what to ask now. */
export async function sortOutReports(reports: readonly EngineReport[], repository: LookedUp): Promise<SortedReports> {
  const current: EngineReport[] = [];
  const outdated: WithoutProposal[] = [];
  for (const report of reports) {
    const why = await findOutdated(report, repository);
    if (why === undefined) current.push(report);
    else outdated.push(why);
  }
  return { current, outdated };
}

export interface SortedReports {
  readonly current: readonly EngineReport[];
  readonly outdated: readonly WithoutProposal[];
}

/** Where what is in force, and what was seen last, is looked up. */
export type LookedUp = Pick<EstateRepository, "openBaseline" | "openSnapshot">;

/**
 * Finds why a report is no longer what people should be asked by: the baseline moved, or production was looked at again and was
 * another one, since it was made. `undefined` where it still is. Nothing is asked, changed or closed by it then: whoever came later does.
 */
async function findOutdated(report: EngineReport, repository: LookedUp): Promise<WithoutProposal | undefined> {
  const { engineId, baseline, nodes, findings } = report;
  const tell = (message: string): WithoutProposal => ({
    engineId,
    why: "not-read",
    findings: findings.length,
    message: `${message} since the verdict that is at hand, so nothing is proposed by it: the next check asks.`,
  });
  if (baseline !== null) {
    const inForce = await repository.openBaseline(engineId);
    if (inForce?.snapshot.digest !== baseline.digest) return tell("The approved baseline moved");
  }
  for (const { nodeId, role, snapshot } of nodes) {
    if (role !== "primary" || snapshot === null) continue;
    const newest = await repository.openSnapshot(engineId, nodeId);
    if (newest?.snapshot.digest !== snapshot.digest) return tell(`Production (${nodeId}) was seen to be another one`);
  }
  return undefined;
}
