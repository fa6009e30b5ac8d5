import type { CollectionPlan, PlannedEngine } from "#schemas/collection-plan";
import type { Engine, EngineNode } from "#schemas/estate";
import { reachOfNode } from "#services/core/collection/reach-of-node";
import type { Dialect } from "#services/core/dialect";
import { LockstepError } from "#services/core/errors";
import type { Mask } from "#services/core/mask";
import type { Problem } from "#services/core/readiness/readiness-input";
import type { CollectionService, FetchedPlan } from "#services/ports/collection-service";
import type { CollectionSpool } from "#services/ports/collection-spool";
import type { Connector } from "#services/ports/connector";
import type { EstateRepository, Ledger } from "#services/ports/estate-repository";
import type { ExportWriter } from "#services/ports/export-writer";
import type { Logger } from "#services/ports/logger";
import { type Collection, collectNode } from "../look/collect-node.js";
import type { LookTaken } from "./look-taken.js";
import { type SendContext, sendWaiting } from "./send-waiting.js";
import { type UploadContext, writeUpload } from "./write-upload.js";

/** Everything a pass needs from the world of the collector. */
export interface PassContext extends UploadContext, SendContext {
  readonly service: CollectionService;
  readonly spool: CollectionSpool;
  /** The collector's own store; its ledger is empty. */
  readonly repository: EstateRepository;
  readonly ledger: Ledger;
  readonly mask: Mask;
  readonly now: () => Date;
  readonly productOf: (
    engine: Engine,
    plan: CollectionPlan,
  ) => { readonly connector: Connector; readonly dialect: Dialect };
  readonly passwordOf: (node: EngineNode) => string | undefined;
  readonly exportWriter?: ExportWriter;
  /** The plan of the last time that the service was reached. */
  readonly lastPlan: () => Promise<CollectionPlan | undefined>;
  readonly keepPlan: (plan: CollectionPlan) => Promise<void>;
  /** Whether a person here agreed to read a node in this way. */
  readonly isAgreed: (place: string, reach: string) => boolean;
  readonly logger: Logger;
  readonly signal?: AbortSignal;
  readonly onProgress?: (step: { nodeId: string; source: string; bytes: number }) => void;
}

/** What became of one pass. */
export interface PassOutcome {
  /** Engines that the plan names. */
  readonly engines: number;
  /** Uploads that the service keeps now. */
  readonly sent: number;
  /** Uploads that wait. */
  readonly waiting: number;
  /** Nodes that were not read, or not as a whole. */
  readonly unread: readonly { readonly engineId: string; readonly nodeId: string; readonly problem: Problem }[];
  /** Why the service did not take what it was to be given; `undefined` where it did. */
  readonly held: Problem | undefined;
  /** Uploads that the service will never take, set aside here. */
  readonly refused: readonly { readonly engineId: string; readonly problem: Problem }[];
}

/**
 * One pass: fetches the plan, reads each engine, and hands in what was seen, after what had to wait before. Where the service is not reached the last plan
 * holds, and everything waits on the disk of this machine.
 *
 * @throws LockstepError `mask-key-differs`; what the service refused, where there is no earlier plan; `aborted`
 */
export async function collectPass(context: PassContext): Promise<PassOutcome> {
  const { plan, skewMs, held } = await findPlan(context);
  if (plan.maskKeyId !== context.mask.keyId) {
    const message = `This collector masks with the key ${context.mask.keyId}; the estate expects ${plan.maskKeyId}.`;
    throw new LockstepError("mask-key-differs", message);
  }
  const budget = AbortSignal.timeout(plan.limits.passMinutes * 60_000);
  const unread: PassOutcome["unread"][number][] = [];
  for (const planned of plan.engines) {
    const looks = await lookAtEngine(planned, plan, { ...context, budget });
    unread.push(...looks.flatMap(({ node, collection }) => toldOf(planned.engine.id, node, collection)));
    await writeUpload(looks, { planned, plan, skewMs }, context);
  }
  const outcome = held === undefined ? await sendWaiting(plan, context) : await countWaiting(held, context);
  context.logger.info("pass ended", { sent: outcome.sent, waiting: outcome.waiting, unread: unread.length });
  return { ...outcome, unread, engines: plan.engines.length };
}

interface FoundPlan {
  readonly plan: CollectionPlan;
  readonly skewMs: number | undefined;
  readonly held: Problem | undefined;
}

async function findPlan({ service, lastPlan, keepPlan, logger, signal }: PassContext): Promise<FoundPlan> {
  try {
    const { plan, skewMs }: FetchedPlan = await service.plan();
    await keepPlan(plan);
    return { plan, skewMs, held: undefined };
  } catch (error) {
    if (!(error instanceof LockstepError) || signal?.aborted) throw error;
    const plan = await lastPlan();
    if (plan === undefined) throw error;
    logger.warn("the service was not reached", { error });
    return { plan, skewMs: undefined, held: { code: error.code, message: error.message, remedy: error.remedy } };
  }
}

async function countWaiting(held: Problem, { spool }: PassContext): Promise<Omit<PassOutcome, "unread" | "engines">> {
  let waiting = 0;
  for (const engineId of await spool.engines()) waiting += (await spool.waiting(engineId)).length;
  return { sent: 0, waiting, held, refused: [] };
}

interface LookContext extends PassContext {
  readonly budget: AbortSignal;
}

/** The nodes of an engine side by side, as they are servers of their own. */
async function lookAtEngine(
  planned: PlannedEngine,
  plan: CollectionPlan,
  context: LookContext,
): Promise<readonly LookTaken[]> {
  const looks = planned.engine.nodes.map((node) => lookAtOne(node, planned, plan, context));
  await Promise.allSettled(looks);
  return Promise.all(looks);
}

async function lookAtOne(
  node: EngineNode,
  { engine, dialect: asked, serverIds }: PlannedEngine,
  plan: CollectionPlan,
  context: LookContext,
): Promise<LookTaken> {
  const failed = (problem: Problem): LookTaken => ({
    ...{ node, at: context.now().toISOString() },
    collection: { state: "failed", problem },
  });
  const place = `${engine.id}/${node.id}`;
  if (!context.isAgreed(place, reachOfNode(engine, node, plan.packs))) return failed(notAgreed(node));
  const { connector, dialect } = context.productOf(engine, plan);
  if (dialect.version !== asked) return failed(outdated(node, dialect.version, asked));
  const known = node.serverId ?? serverIds[node.id];
  const signal = AbortSignal.any([context.budget, ...(context.signal === undefined ? [] : [context.signal])]);
  const { storeMessageTemplates } = plan;
  try {
    const expecting = known === undefined ? node : { ...node, serverId: known };
    const collection = await collectNode(engine, expecting, {
      ...{ ...context, connector, dialect, storeMessageTemplates, signal },
    });
    return { node, at: context.now().toISOString(), collection };
  } catch (error) {
    if (context.signal?.aborted || !context.budget.aborted) throw error;
    return failed(tooLate(node, plan));
  }
}

function notAgreed({ id }: EngineNode): Problem {
  return {
    code: "plan-not-agreed",
    message: `Nobody at the collector has agreed to the way in which ${id} is to be read now.`,
  };
}

function outdated({ id }: EngineNode, here: string, asked: string): Problem {
  return {
    code: "collector-outdated",
    message: `${id} was not read: the collector's reader is ${here}, the service's is ${asked}.`,
  };
}

function tooLate({ id }: EngineNode, { limits }: CollectionPlan): Problem {
  return {
    code: "node-unreachable",
    message: `${id} was not read within the ${limits.passMinutes} minutes that a pass may take.`,
  };
}

function toldOf(engineId: string, { id: nodeId }: EngineNode, collection: Collection): PassOutcome["unread"] {
  if (collection.state === "failed") return [{ engineId, nodeId, problem: collection.problem }];
  return collection.snapshot.coverage.unread.slice(0, 1).map(({ code, message, source }) => ({
    ...{ engineId, nodeId },
    problem: { code, message: `${source} of ${nodeId} was not read: ${message}` } as Problem,
  }));
}
