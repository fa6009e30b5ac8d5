import type { AlignedArtefact, AlignPlan, AlignStep } from "#schemas/align-plan";
import type { Artefact } from "#schemas/artefact";
import type { Engine } from "#schemas/estate";
import type { Policy } from "#schemas/policy";
import type { ArtefactEntry } from "#schemas/snapshot";
import { describeManual } from "#services/core/align/describe-manual";
import { differingValues } from "#services/core/align/differing-values";
import type { HeldItem, WantedArtefact } from "#services/core/align/package-request";
import { type AlignmentItem, entryOfItem, planAlignment } from "#services/core/align/plan-alignment";
import { planDigest } from "#services/core/align/plan-digest";
import { idOf, readAgain } from "#services/core/align/read-again";
import { type ManualStep, type StepParts, writeSteps } from "#services/core/align/write-steps";
import type { SeparableSources } from "#services/core/readiness/accepted-gaps";
import { snapshotDigest } from "#services/core/take-snapshot";
import { compareText } from "#services/core/text/compare-text";
import type { PackageWriter } from "#services/ports/package-writer";
import { assertAgreed, type Consent } from "./assert-agreed.js";
import { findSources, type Sources } from "./find-sources.js";
import { type Approved, openApproved } from "./open-approved.js";
import type { FreshContext, FreshReading } from "./read-fresh.js";
import { readTarget } from "./read-target.js";
import { listFiles, nameOf, type SealedPackage, sealPackage } from "./seal-package.js";

export interface AlignContext extends FreshContext {
  readonly policy: Policy;
  readonly writer: PackageWriter;
  readonly separableSources?: SeparableSources | undefined;
  /** Why a path may not be written, or `undefined`. */
  readonly findPathFault: (path: string) => string | undefined;
}

export interface AlignRequest {
  readonly engine: Engine;
  /** Left out: the designated standby. */
  readonly nodeId?: string | undefined;
  readonly allowDeletions: boolean;
}

/** A plan, and the files of its two packages by path. */
export interface Alignment {
  readonly plan: AlignPlan;
  readonly files: ReadonlyMap<string, Uint8Array>;
}

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
  return await tell({ request, at, target, approved, sources, items, sorted, sealed, back, context });
}

type Target = Awaited<ReturnType<typeof readTarget>>;

/** What is done, and what is left out with the reason. */
interface SortedItems {
  readonly wanted: readonly Extract<AlignmentItem, { approved: unknown }>[];
  readonly removals: readonly Extract<AlignmentItem, { act: "remove" }>[];
  /** Why an item is left out, by id. */
  readonly leftOut: ReadonlyMap<string, string>;
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

interface Forward {
  readonly target: Target;
  readonly approved: Approved;
  readonly sources: Sources;
  readonly context: AlignContext;
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

function heldAs(entry: ArtefactEntry, held: readonly HeldItem[]): WantedArtefact[] {
  const item = held.find(({ entries }) => entries.some((each) => idOf(each) === idOf(entry)));
  return item === undefined ? [] : [{ entry, held: item }];
}

interface Told extends Forward {
  readonly request: AlignRequest;
  readonly at: string;
  readonly items: readonly AlignmentItem[];
  readonly sorted: SortedItems;
  readonly sealed: SealedPackage;
  readonly back: SealedPackage;
}

async function tell(told: Told): Promise<Alignment> {
  const { request, at, target, approved, sources, items, sealed, back, sorted, context } = told;
  const { reading } = target;
  const files = new Map([...sealed.files, ...back.files]);
  const artefacts = items.map((item) => alignedArtefact(item, told));
  const expectedDigest = digestAfterwards(artefacts, told);
  const { record } = approved.baseline.approval;
  const removals = items.flatMap((item) => (item.act === "remove" ? [item] : []));
  const body: Omit<AlignPlan, "digest"> = {
    schema: "lockstep/align-plan@1",
    engineId: request.engine.id,
    product: request.engine.product,
    node: { id: reading.node.id, role: reading.node.role },
    at,
    dialect: context.dialect.version,
    baseline: {
      commit: approved.baseline.commit,
      digest: approved.baseline.snapshot.digest,
      approver: record.actor,
    },
    target: factsOf(reading),
    sources: sources.readings.map((each) => ({ nodeId: each.node.id, ...factsOf(each) })),
    complete: artefacts.every(({ carried }) => carried === "package" || carried === "by-hand"),
    artefacts,
    steps: await forwardSteps(told, expectedDigest),
    rollback: rollbackOf(told),
    placeholders: [...sealed.placeholders, ...back.placeholders],
    files: listFiles(files),
    warnings: [...sources.warnings, ...versionWarnings(reading, sources.readings), ...addedBack(sorted)],
    deletions: { count: removals.length, allowed: request.allowDeletions },
    expectedDigest,
  };
  return { plan: { ...body, digest: planDigest(body) }, files };
}

function factsOf({ snapshot }: FreshReading): AlignPlan["target"] {
  const { digest, takenAt, facts } = snapshot;
  return { digest, takenAt, engineVersion: facts.engineVersion ?? null };
}

function alignedArtefact(item: AlignmentItem, { sealed, sorted }: Told): AlignedArtefact {
  const entry = entryOfItem(item);
  const { kind, key, name } = entry;
  const id = idOf(entry);
  const about = { kind, key, name, act: item.act, now: item.now?.digest ?? null };
  const expected = item.act === "remove" ? null : item.approved.digest;
  const from = item.act === "remove" ? null : (item.from ?? null);
  const leftOut = sorted.leftOut.get(id);
  if (leftOut !== undefined) return { ...about, expected, from, carried: "left-out", why: leftOut, file: null };
  if (item.act === "remove")
    return { ...about, expected, from, carried: "by-hand", why: "a deletion is done by hand", file: null };
  if (item.from === undefined)
    return {
      ...about,
      expected,
      from,
      carried: "nowhere",
      why: "no node that could be read holds it as approved",
      file: null,
    };
  const file = sealed.fileOf.get(id);
  if (file !== undefined) return { ...about, expected, from, carried: "package", why: null, file };
  const why = sealed.byHand.find((each) => idOf(each.entry) === id)?.why ?? "no file of this product brings it";
  return { ...about, expected, from, carried: "by-hand", why, file: null };
}

/** What the node's snapshot will be: as approved, but for what is left out or held by nobody, which stays as it is. */
function digestAfterwards(artefacts: readonly AlignedArtefact[], { target, context }: Told): string {
  const open = new Set(artefacts.filter(({ carried }) => carried === "left-out" || carried === "nowhere").map(idOf));
  const changed = target.expected.filter(({ entry }) => !open.has(idOf(entry)));
  const after = new Map(changed.map(({ entry, digest }) => [idOf(entry), { ...entry, digest }]));
  const gone = new Set(artefacts.filter(({ expected }) => expected === null).map(idOf));
  for (const entry of target.reading.snapshot.entries) {
    const id = idOf(entry);
    if (!after.has(id) && (open.has(id) || !gone.has(id))) after.set(id, entry);
  }
  return snapshotDigest(
    context.dialect.version,
    [...after.values()].sort((a, b) => compareText(a.path, b.path)),
  );
}

async function forwardSteps(
  { request, target, approved, sorted, sealed, context }: Told,
  expectedDigest: string,
): Promise<AlignStep[]> {
  const { reading } = target;
  const done = new Map(sorted.wanted.map((item) => [idOf(item.approved.entry), item.approved.entry]));
  const byHand = sealed.byHand.filter(({ entry }) => done.has(idOf(entry)) && !sealed.fileOf.has(idOf(entry)));
  const goals = await approved.openFor(
    reading.node,
    byHand.flatMap(({ entry }) => done.get(idOf(entry)) ?? []),
  );
  const manual = byHand.map(({ entry, how, why, rank }): ManualStep => {
    const goal = goals.get(done.get(idOf(entry))?.path ?? "");
    const details = describeManual(findArtefact(entry, reading, context), goal, context.dialect);
    return { name: nameOf(entry), how, why, rank, details };
  });
  return writeSteps({
    ...partsOf(sealed, { reading, request, context }),
    manual,
    removals: sorted.removals.map(({ now }) => removalOf(now, context.writer)),
    expectedDigest,
  });
}

function findArtefact(entry: ArtefactEntry, { held }: FreshReading, context: AlignContext): Artefact | undefined {
  const [found] = heldAs(entry, held);
  if (found === undefined) return undefined;
  return readAgain(found.held.item, context).artefacts.find((artefact) => idOf(artefact) === idOf(entry));
}

function partsOf(
  { imports, unset, placeholders }: SealedPackage,
  {
    reading,
    request,
    context,
  }: { readonly reading: FreshReading; readonly request: AlignRequest; readonly context: AlignContext },
): Omit<StepParts, "manual" | "removals"> {
  const { before, after } = context.writer;
  const about = { engineId: request.engine.id, nodeId: reading.node.id };
  return { ...about, before, after, imports, unset, placeholders: placeholders.length };
}

function removalOf(entry: ArtefactEntry, writer: PackageWriter): ManualStep {
  return { name: nameOf(entry), ...writer.manual(entry, "remove"), why: null, details: [] };
}

function rollbackOf({ request, target, sorted, back, context }: Told): AlignPlan["rollback"] {
  const byHand = back.byHand.filter(({ entry }) => !back.fileOf.has(idOf(entry)));
  const added = sorted.wanted.filter(({ now }) => now === undefined);
  return {
    steps: writeSteps({
      ...partsOf(back, { reading: target.reading, request, context }),
      manual: byHand.map(({ entry, how, why, rank }) => ({ name: nameOf(entry), how, why, rank, details: [] })),
      removals: added.map(({ approved }) => removalOf(approved.entry, context.writer)),
    }),
    byHand: byHand.map(({ entry }) => nameOf(entry)),
  };
}

function versionWarnings({ node, snapshot }: FreshReading, sources: readonly FreshReading[]): string[] {
  const own = snapshot.facts.engineVersion;
  return sources.flatMap((source) => {
    const theirs = source.snapshot.facts.engineVersion;
    if (own === undefined || theirs === undefined || own === theirs) return [];
    return [
      `${node.id} runs ${own} and ${source.node.id} runs ${theirs}: an import may change what it brings, and the next check says so.`,
    ];
  });
}

function addedBack({ leftOut }: SortedItems): string[] {
  if (leftOut.size === 0) return [];
  return [
    `${leftOut.size} artefact${leftOut.size === 1 ? " is" : "s are"} left as ${leftOut.size === 1 ? "it is" : "they are"}: the plan says why, and is not complete.`,
  ];
}
