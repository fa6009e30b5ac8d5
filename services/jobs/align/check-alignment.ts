import type { AlignCheckReport, AlignPlan } from "#schemas/align-plan";
import type { Engine } from "#schemas/estate";
import type { Policy } from "#schemas/policy";
import { findStaleness } from "#services/core/align/find-staleness";
import { isCarriedOut } from "#services/core/align/is-proved";
import { planDigest } from "#services/core/align/plan-digest";
import { plannedOf } from "#services/core/align/planned-of";
import { LockstepError } from "#services/core/errors";
import { leaveOutGaps, resolveGaps } from "#services/core/readiness/accepted-gaps";
import { type FreshContext, readFresh } from "./read-fresh.js";

export interface CheckingContext extends FreshContext {
  readonly policy: Policy;
}

/**
 * Says whether a plan may still be carried out: the baseline must be the one it was made for, and each artefact on the node as the
 * plan found it. The node is read anew. What cannot be read or proven is `unknown`, never valid.
 */
export async function checkAlignment(
  plan: AlignPlan,
  engine: Engine,
  context: CheckingContext,
): Promise<AlignCheckReport> {
  const about = {
    schema: "lockstep/align-check-report@1",
    engineId: engine.id,
    nodeId: plan.node.id,
    plan: plan.digest,
    at: context.now().toISOString(),
  } as const;
  try {
    return { ...about, ...(await judge(plan, engine, context)) };
  } catch (error) {
    if (!(error instanceof LockstepError) || error.family === "internal" || context.signal?.aborted) throw error;
    return { ...about, state: "unknown", reasons: [error.message] };
  }
}

type Judged = Pick<AlignCheckReport, "state" | "reasons">;

async function judge(plan: AlignPlan, engine: Engine, context: CheckingContext): Promise<Judged> {
  if (planDigest(plan) !== plan.digest)
    return { state: "stale", reasons: ["The plan is not as it was written: its digest is another one."] };
  if (!(await isRecorded(plan, context)))
    return { state: "stale", reasons: ["The ledger holds no record of this plan: it was not made for this estate."] };
  const node = engine.nodes.find(({ id }) => id === plan.node.id);
  if (node === undefined) return { state: "stale", reasons: [`The engine has no node ${plan.node.id} any more.`] };
  if (node.role !== plan.node.role)
    return { state: "stale", reasons: [`${node.id} is the ${node.role} now, and was the ${plan.node.role}.`] };
  const baseline = await context.repository.openBaseline(engine.id);
  if (baseline !== undefined && "unproven" in baseline.approval)
    return { state: "unknown", reasons: [baseline.approval.unproven] };
  const { snapshot: read } = await readFresh(engine, node, context, () => false);
  const { separableSources } = context.dialect;
  const about = { engineId: engine.id, policy: context.policy, at: read.takenAt, separableSources };
  const snapshot = leaveOutGaps(read, resolveGaps({ ...about, coverages: [read.coverage] }));
  const told = snapshot.facts.reportedRole;
  if (told !== undefined && told !== plan.node.role)
    return { state: "stale", reasons: [`${node.id} says that it is the ${told} now.`] };
  const present = { baseline: baseline?.snapshot.digest, dialect: context.dialect.version, target: snapshot.entries };
  const reasons = findStaleness(plan, present);
  if (reasons.length === 0)
    return snapshot.coverage.complete ? { state: "valid", reasons } : unread(plan, snapshot.coverage.unread);
  const isDone = baseline?.snapshot.digest === plan.baseline.digest && isCarriedOut(plannedOf(plan), snapshot.entries);
  return isDone ? { state: "carried-out", reasons: [] } : { state: "stale", reasons };
}

/** What was not read this time may have changed. */
function unread(plan: AlignPlan, gaps: readonly { readonly message: string }[]): Judged {
  const [first] = gaps;
  return { state: "unknown", reasons: [`${plan.node.id} was not read in full: ${first?.message ?? "some of it"}`] };
}

async function isRecorded(plan: AlignPlan, { ledger }: FreshContext): Promise<boolean> {
  for await (const { body } of ledger.records({ type: "alignment-planned" })) {
    if (body["digest"] === plan.digest && body["engineId"] === plan.engineId) return true;
  }
  return false;
}
