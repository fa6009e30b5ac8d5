import type { Engine, EngineNode } from "#schemas/estate";
import type { ArtefactEntry, Coverage, NodeFacts, Snapshot } from "#schemas/snapshot";
import type { HeldItem } from "#services/core/align/package-request";
import { mergeAllFacts } from "#services/core/artefact/merge-facts";
import { nameActors } from "#services/core/artefact/name-actors";
import { writeDownExport } from "#services/core/artefact/write-down-export";
import { LockstepError } from "#services/core/errors";
import { takeSnapshot } from "#services/core/take-snapshot";
import type { AccountSealer } from "#services/ports/account-sealer";
import type { Connector } from "#services/ports/connector";
import { findSetBack, type RecordedStores } from "../look/find-set-back.js";
import { type RequestContext, readRequest } from "../look/read-request.js";
import type { TakingRules } from "../look/take-item.js";

export interface FreshContext extends Omit<TakingRules, "exportWriter">, RequestContext, RecordedStores {
  readonly connector: Connector;
  /** Gives what seals accounts of engines; `undefined`, or left out: they stand by name. @throws LockstepError `key-missing`, `estate-invalid` */
  readonly accountSealer?: () => Promise<AccountSealer | undefined>;
}

/** A node as it is now, with the items that were to be kept; nothing of it is stored. */
export interface FreshReading {
  readonly node: EngineNode;
  readonly snapshot: Snapshot;
  readonly held: readonly HeldItem[];
}

/**
 * Reads one node through its connector, without taking anything over from earlier reads, and keeps the bytes of the items that are
 * asked for.
 *
 * @throws LockstepError of family upstream, `store-unsound`
 */
export async function readFresh(
  engine: Engine,
  node: EngineNode,
  context: FreshContext,
  isKept: (source: string, entries: readonly ArtefactEntry[]) => boolean,
): Promise<FreshReading> {
  const { setBack, serverId } = await findSetBack(engine.id, node.id, context);
  if (setBack !== undefined) throw new LockstepError("store-unsound", setBack.message);
  const takenAt = context.now().toISOString();
  const entries: ArtefactEntry[] = [];
  const facts: NodeFacts[] = [];
  const unread: Coverage["unread"] = [];
  const held: HeldItem[] = [];
  const rules = { ...context, scope: "server" as const };
  for await (const step of context.connector.read(await readRequest(engine, node, serverId, context))) {
    if (step.type === "facts") facts.push(step.facts);
    if (step.type === "kept") throw new LockstepError("bug", `${node.id} kept an item that nobody had`);
    if (step.type === "unread") {
      const { type: _type, ...gap } = step;
      unread.push(gap);
    }
    if (step.type !== "item") continue;
    const { artefacts, facts: told } = writeDownExport(step.item, rules);
    const own = artefacts.map(({ entry }) => entry);
    facts.push(told);
    entries.push(...own);
    if (isKept(step.item.source, own)) held.push({ item: step.item, entries: own });
  }
  const about = { engineId: engine.id, nodeId: node.id, product: engine.product, dialect: context.dialect.version };
  const sealer = await context.accountSealer?.();
  const named = nameActors(mergeAllFacts(facts), sealer?.seal);
  await sealer?.keep();
  const snapshot = takeSnapshot({ ...about, takenAt, entries, unread, facts: named });
  return { node, snapshot, held };
}
