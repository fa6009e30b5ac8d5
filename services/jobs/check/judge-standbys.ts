import type { EngineReport } from "#schemas/check-report";
import type { EngineRun, VerdictRecord } from "#schemas/run";
import { recordOfVerdict } from "#services/core/authorisation/tell-history";
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
): Promise<JudgedStandbys> {
  const changes: EngineRun["changes"] = {};
  const verdicts: JudgedStandbys["verdicts"] = {};
  const purged: PurgedArtefact[] = [];
  const { overrides, passing, exercised, ...rest } = inputs;
  const judgeOne = async (node: T): Promise<EngineReport> => {
    const stores = { production: production.stored, standby: node.stored };
    const pair = { production: production.judged, standby: node.judged, stores };
    // An override was given for the verdict on the designated standby: that of another would hide it. What passed on any node is told once.
    const own = node === standby ? { overrides, passing, exercised } : {};
    const judged = await judgeEngine({ ...rest, ...own, ...pair }, stepsFor(node));
    changes[node.judged.node.id] = { ...judged.changes };
    verdicts[node.judged.node.id] = verdictsOf(judged.report);
    purged.push(...judged.purged);
    return judged.report;
  };
  const report = await judgeOne(standby);
  const reports: EngineReport[] = [];
  for (const other of others) reports.push(await judgeOne(other));
  return { report: withOtherStandbys(report, reports), changes, verdicts, purged };
}

/** What was judged of an engine, and what its record keeps of that, by standby. */
export interface JudgedStandbys {
  readonly report: EngineReport;
  readonly changes: EngineRun["changes"];
  readonly verdicts: NonNullable<EngineRun["verdicts"]>;
  readonly purged: readonly PurgedArtefact[];
}

function verdictsOf({ findings, passing = [] }: EngineReport): Record<string, VerdictRecord> {
  const records = [...findings, ...passing].map(
    ({ id, authorisation }) => [id, recordOfVerdict(authorisation)] as const,
  );
  return Object.fromEntries(records.flatMap(([id, record]) => (record === undefined ? [] : [[id, record]])));
}
