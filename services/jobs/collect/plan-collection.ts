import type { CollectionPlan, PlannedEngine } from "#schemas/collection-plan";
import type { Engine, Estate } from "#schemas/estate";
import type { Policy } from "#schemas/policy";
import { collectorIn } from "#services/core/collection/check-upload";
import type { CollectionStore } from "#services/ports/collection-store";
import type { EstateRepository, GovernedFiles, Ledger } from "#services/ports/estate-repository";
import { findSetBack } from "../look/find-set-back.js";

export interface PlanningContext {
  readonly estate: Estate;
  readonly policy: Policy;
  readonly files: GovernedFiles["files"];
  readonly repository: EstateRepository;
  readonly ledger: Ledger;
  readonly store: CollectionStore;
  readonly dialectOf: (engine: Engine) => string;
  /** The mask key of the estate. */
  readonly maskKeyId: string;
  readonly at: Date;
}

/** How long and how much a collector puts up with: the same for all, since each machine has its own scheduler and disk. */
const LIMITS = { passMinutes: 60, spoolLooks: 500, batchBytes: 4 * 1024 * 1024 } as const;

/** Tells a collector what to read, and what of it is held already. No password stands in it. @throws LockstepError `collector-unknown` */
export async function planCollection(
  collectorId: string,
  isSeen: (engineId: string) => boolean,
  context: PlanningContext,
): Promise<CollectionPlan> {
  const collector = collectorIn(context.estate, collectorId);
  const own = context.estate.engines.filter((engine) => engine.collector === collectorId && isSeen(engine.id));
  const engines: PlannedEngine[] = [];
  for (const engine of own) engines.push(await planEngine(engine, context));
  return {
    schema: "lockstep/collection-plan@1",
    estate: context.estate.estate,
    collector: collectorId,
    at: context.at.toISOString(),
    engines,
    packs: packsOf(own, context.files),
    maskKeyId: collector.maskKeyId ?? context.maskKeyId,
    storeMessageTemplates: context.policy.settings.storeMessageTemplates,
    limits: LIMITS,
  };
}

async function planEngine(engine: Engine, context: PlanningContext): Promise<PlannedEngine> {
  const serverIds: Record<string, string> = {};
  for (const { id } of engine.nodes) {
    const { serverId } = await findSetBack(engine.id, id, context);
    const known = serverId ?? (await context.repository.openSnapshot(engine.id, id))?.snapshot.facts.serverId;
    if (known !== undefined) serverIds[id] = known;
  }
  const held = (await context.store.last(engine.id))?.upload.sequence ?? 0;
  return { engine, dialect: context.dialectOf(engine), held, serverIds };
}

function packsOf(engines: readonly Engine[], files: GovernedFiles["files"]): Record<string, string> {
  const sources = engines.flatMap(({ nodes }) =>
    nodes.flatMap((node) => [...(node.files ?? []), ...(node.command === undefined ? [] : [node.command])]),
  );
  const packs: Record<string, string> = {};
  for (const { pack } of sources) {
    const text = pack === undefined ? undefined : files.get(pack);
    if (pack !== undefined && text !== undefined) packs[pack] = text;
  }
  return packs;
}
