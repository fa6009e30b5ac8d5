import type { AlignedArtefact, AlignPlan, AlignStep } from "#schemas/align-plan";
import type { Artefact } from "#schemas/artefact";
import type { ArtefactEntry } from "#schemas/snapshot";
import { describeManual } from "#services/core/align/describe-manual";
import { type AlignmentItem, entryOfItem } from "#services/core/align/plan-alignment";
import { planDigest } from "#services/core/align/plan-digest";
import { idOf, readAgain } from "#services/core/align/read-again";
import { type ManualStep, type StepParts, writeSteps } from "#services/core/align/write-steps";
import { snapshotDigest } from "#services/core/take-snapshot";
import { compareText } from "#services/core/text/compare-text";
import type { PackageWriter } from "#services/ports/package-writer";
import {
  type AlignContext,
  type Alignment,
  type AlignRequest,
  type Forward,
  heldAs,
  type SortedItems,
} from "./align-context.js";
import type { FreshReading } from "./read-fresh.js";
import { listFiles, nameOf, type SealedPackage } from "./seal-package.js";

/** Everything that a plan is told from. */
export interface Told extends Forward {
  readonly request: AlignRequest;
  readonly at: string;
  readonly items: readonly AlignmentItem[];
  readonly sorted: SortedItems;
  readonly sealed: SealedPackage;
  readonly back: SealedPackage;
}

/** Writes a plan down: what differs, the steps there and back, and what to expect. */
export async function tellAlignment(told: Told): Promise<Alignment> {
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
    rollback: await rollbackOf(told),
    placeholders: [...sealed.placeholders, ...back.placeholders],
    files: listFiles(files),
    warnings: [
      ...nowhereWarnings(artefacts),
      ...sources.warnings,
      ...versionWarnings(reading, sources.readings),
      ...addedBack(sorted),
      ...otherStandbys(request, reading),
    ],
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
  const kinds = new Set(imports.flatMap((step) => step.kinds));
  const before = context.writer.before(kinds);
  const after = context.writer.after(kinds);
  const about = { engineId: request.engine.id, nodeId: reading.node.id };
  return { ...about, before, after, imports, unset, placeholders: placeholders.length };
}

function removalOf(entry: ArtefactEntry, writer: PackageWriter): ManualStep {
  return { name: nameOf(entry), ...writer.manual(entry, "remove"), why: null, details: [] };
}

async function rollbackOf({
  request,
  target: { reading },
  approved,
  sorted,
  back,
  context,
}: Told): Promise<AlignPlan["rollback"]> {
  const byHand = back.byHand.filter(({ entry }) => !back.fileOf.has(idOf(entry)));
  const done = new Map(sorted.wanted.map((item) => [idOf(item.approved.entry), item.approved.entry]));
  const goals = await approved.openFor(
    reading.node,
    byHand.flatMap(({ entry }) => done.get(idOf(entry)) ?? []),
  );
  const added = sorted.wanted.filter(({ now }) => now === undefined);
  return {
    steps: writeSteps({
      ...partsOf(back, { reading, request, context }),
      manual: byHand.map(({ entry, how, why, rank }) => {
        const aligned = goals.get(done.get(idOf(entry))?.path ?? "");
        const details = describeManual(aligned, findArtefact(entry, reading, context), context.dialect);
        return { name: nameOf(entry), how, why, rank, details };
      }),
      removals: added.map((item) => removalOf(item.approved.entry, context.writer)),
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

/** What can only be decided first. */
function nowhereWarnings(artefacts: readonly AlignedArtefact[]): string[] {
  const count = artefacts.filter(({ carried }) => carried === "nowhere").length;
  if (count === 0) return [];
  const [stays, them] = count === 1 ? ["artefact stays as it is", "it"] : ["artefacts stay as they are", "them"];
  return [
    `${count} ${stays}: no node that could be read holds ${them} as approved. Where production was changed, decide on that first: lockstep review.`,
  ];
}

/** Whoever names no node may not know of the others. */
function otherStandbys({ engine, nodeId }: AlignRequest, { node }: FreshReading): string[] {
  if (nodeId !== undefined) return [];
  const others = engine.nodes.filter(({ id, role }) => role === "standby" && id !== node.id);
  return others.map(
    ({ id }) => `${id} is a standby, too, and is not part of this plan: lockstep align ${engine.id} --node ${id}.`,
  );
}

function addedBack({ leftOut }: SortedItems): string[] {
  if (leftOut.size === 0) return [];
  return [
    `${leftOut.size} artefact${leftOut.size === 1 ? " is" : "s are"} left as ${leftOut.size === 1 ? "it is" : "they are"}: the plan says why, and is not complete.`,
  ];
}
