import { differingValues } from "#services/core/align/differing-values";
import type { WantedArtefact } from "#services/core/align/package-request";
import { type AlignmentItem, entryOfItem, planAlignment } from "#services/core/align/plan-alignment";
import { idOf } from "#services/core/align/read-again";
import {
  type AlignContext,
  type Alignment,
  type AlignRequest,
  type Forward,
  heldAs,
  type SortedItems,
} from "./align-context.js";
import { assertAgreed, type Consent } from "./assert-agreed.js";
import { findSources } from "./find-sources.js";
import { openApproved } from "./open-approved.js";
import { readTarget, type Target } from "./read-target.js";
import { type SealedPackage, sealPackage } from "./seal-package.js";
import { tellAlignment } from "./tell-alignment.js";

/**
 * Plans what makes a node equal to the approved baseline: reads it anew, reads whichever nodes hold what it lacks, and packages
 * that. It writes to no engine; a person imports, and the next run proves it.
 *
 * @throws LockstepError `decision-refused`, `selector-unknown`, `baseline-unproven`, and of family upstream where the node cannot be
 * read in full
 */
export async function alignNode(request: AlignRequest, context: AlignContext): Promise<Alignment> {
  const at = context.now().toISOString();
  const approved = await openApproved(request.engine, { ...context, at });
  const target = await readTarget(request, approved, { ...context, at, lists: context.writer.lists });
  const consent = await assertAgreed(target, approved, context);
  const sources = await findSources(target, approved, context);
  const items = planAlignment(target.expected, target.entries, sources.nodes);
  const sorted = sortItems(items, request.allowDeletions, consent);
  const sealed = await sealForward(sorted, { target, approved, sources, context });
  const back = sealRollback(sorted, target, context);
  return await tellAlignment({ request, at, target, approved, sources, items, sorted, sealed, back, context });
}

function sortItems(items: readonly AlignmentItem[], allowDeletions: boolean, consent: Consent): SortedItems {
  const leftOut = new Map<string, string>();
  for (const item of items) {
    const id = idOf(entryOfItem(item));
    if (!consent.isAgreed(id)) leftOut.set(id, "nobody has agreed that it is put back on production");
    else if (item.act === "remove" && !allowDeletions)
      leftOut.set(id, "it would be deleted, and nobody has consented to deletions (--allow-deletions)");
  }
  const done = items.filter((item) => !leftOut.has(idOf(entryOfItem(item))));
  return {
    wanted: done.flatMap((item) => (item.act === "remove" || item.from === undefined ? [] : [item])),
    removals: done.flatMap((item) => (item.act === "remove" ? [item] : [])),
    leftOut,
  };
}

async function sealForward(
  { wanted, removals }: SortedItems,
  { target, approved, sources, context }: Forward,
): Promise<SealedPackage> {
  const asked = wanted.flatMap((item): WantedArtefact[] => {
    const found = sources.find(item);
    return found === undefined ? [] : [found];
  });
  const packaged = context.writer.package({
    wanted: asked,
    isApproved: sources.isApproved,
    present: target.reading.held,
    removed: new Set(removals.map(({ now }) => idOf(now))),
  });
  const carried = packaged.pieces.flatMap(({ artefacts }) => artefacts);
  const known = new Map(target.expected.map((each) => [idOf(each.entry), each.entry]));
  const goals = await approved.openFor(
    target.reading.node,
    carried.flatMap((entry) => known.get(idOf(entry)) ?? []),
  );
  const byId = new Map([...goals.values()].map((artefact) => [idOf(artefact), artefact]));
  return sealPackage(packaged, {
    rules: context,
    writer: context.writer,
    folder: "package",
    findPathFault: context.findPathFault,
    valuesToSet: (artefact) => {
      const goal = byId.get(idOf(artefact));
      return goal === undefined ? [] : differingValues(artefact.root, goal.root);
    },
  });
}

/** What brings the node back to how it was read: every artefact that is replaced or taken away, as it stands there now. */
function sealRollback({ wanted, removals }: SortedItems, { reading }: Target, context: AlignContext): SealedPackage {
  const replaced = [...wanted.flatMap(({ now }) => now ?? []), ...removals.map(({ now }) => now)];
  const added = wanted.filter(({ now }) => now === undefined).map(({ approved }) => idOf(approved.entry));
  const packaged = context.writer.package({
    wanted: replaced.flatMap((entry) => heldAs(entry, reading.held)),
    isApproved: () => true,
    present: reading.held,
    removed: new Set(added),
  });
  const { writer, findPathFault } = context;
  return sealPackage(packaged, { rules: context, writer, folder: "rollback", findPathFault, valuesToSet: () => [] });
}
