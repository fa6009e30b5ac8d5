import type { EngineReport } from "#schemas/check-report";
import type { EngineRun } from "#schemas/run";
import { withOtherStandbys } from "#services/core/derive-report";
import type { PurgedArtefact } from "#services/core/readiness/readiness-input";
import { type EngineInputs, type JudgeSteps, judgeEngine } from "./judge-engine.js";
import type { OpenedNode } from "./look-at-node.js";

/** The nodes of an engine: production, the designated standby, and any others. */
export interface EngineNodes<T extends OpenedNode> {
  readonly production: T;
  readonly standby: T;
  readonly others: readonly T[];
}

/** Judges production against every standby: the engine's verdict is the designated one's, the others stand beside it. */
export async function judgeStandbys<T extends OpenedNode>(
  inputs: Omit<EngineInputs, "production" | "standby" | "stores">,
  { production, standby, others }: EngineNodes<T>,
  stepsFor: (standby: T) => JudgeSteps,
): Promise<{ report: EngineReport; changes: EngineRun["changes"]; purged: readonly PurgedArtefact[] }> {
  const changes: EngineRun["changes"] = {};
  const purged: PurgedArtefact[] = [];
  const judgeOne = async (node: T): Promise<EngineReport> => {
    const stores = { production: production.stored, standby: node.stored };
    const pair = { production: production.judged, standby: node.judged, stores };
    const judged = await judgeEngine({ ...inputs, ...pair }, stepsFor(node));
    changes[node.judged.node.id] = { ...judged.changes };
    purged.push(...judged.purged);
    return judged.report;
  };
  const report = await judgeOne(standby);
  const reports: EngineReport[] = [];
  for (const other of others) reports.push(await judgeOne(other));
  return { report: withOtherStandbys(report, reports), changes, purged };
}
