/** One question to approvers, as Jira Service Management keeps it. Times in milliseconds since 1970, `null` where none is told. */
export interface Stage {
  readonly name: string;
  readonly createdMs: number | null;
  readonly completedMs: number | null;
  /** `pending`, `approved`, `declined`, or a word that nobody knows. */
  readonly decision: string;
  /** The accounts of those who answered that they approve. */
  readonly approvedBy: readonly string[];
}

/** What the approvals of a ticket came to at an instant; with `account`, who had a part in it. */
export interface Decision {
  readonly decision: string;
  readonly at: number | null;
  readonly account?: string;
}

/**
 * Tells when all stages together were approved, and when they no longer were. A ticket is approved while the newest stage of every name that it
 * ever had stands approved: one stage that is still to come, or that is asked again, approves nothing.
 *
 * Jira dates a stage and not its approvers, so that everybody's approval is dated with the stage that was the last of them.
 */
export function sumApprovals(stages: readonly Stage[]): readonly Decision[] {
  const undated = stages.some(({ createdMs, completedMs, decision }) => {
    return createdMs === null || (completedMs === null && decision !== "pending");
  });
  // Stages that cannot be put in order do not tell what they came to.
  if (undated) return [{ decision: "undated", at: null }];
  const names = new Set(stages.map(({ name }) => name));
  const instants = stages.flatMap(({ createdMs, completedMs }) => [
    createdMs ?? 0,
    ...(completedMs === null ? [] : [completedMs]),
  ]);
  const decisions: Decision[] = [];
  let before = "";
  for (const at of [...new Set(instants)].sort((a, b) => a - b)) {
    const standing = [...names].map((name) => newestAt(stages, name, at));
    const sum = sumOf(standing, at);
    if (sum === before) continue;
    before = sum;
    decisions.push({ decision: sum, at });
    if (sum !== "approved") continue;
    const accounts = new Set(standing.flatMap((stage) => stage?.approvedBy ?? []));
    decisions.push(...[...accounts].sort().map((account) => ({ decision: sum, at, account })));
  }
  return decisions;
}

function newestAt(stages: readonly Stage[], name: string, at: number): Stage | undefined {
  const asked = stages.filter((stage) => stage.name === name && (stage.createdMs ?? 0) <= at);
  return asked.reduce<Stage | undefined>(
    (newest, stage) => (newest === undefined || (stage.createdMs ?? 0) >= (newest.createdMs ?? 0) ? stage : newest),
    undefined,
  );
}

function sumOf(standing: readonly (Stage | undefined)[], at: number): string {
  const words = standing.map((stage) => {
    return stage === undefined || (stage.completedMs ?? Number.POSITIVE_INFINITY) > at ? "pending" : stage.decision;
  });
  const strange = words.find((word) => !["approved", "declined", "pending"].includes(word));
  return strange ?? ["declined", "pending"].find((word) => words.includes(word)) ?? "approved";
}
