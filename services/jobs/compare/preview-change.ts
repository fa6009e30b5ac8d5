import type { Artefact } from "#schemas/artefact";
import type { ChangePreview } from "#schemas/change-preview";
import type { Engine } from "#schemas/estate";
import type { Finding } from "#schemas/finding";
import type { LedgerRecord } from "#schemas/ledger-record";
import type { Policy } from "#schemas/policy";
import type { ArtefactEntry } from "#schemas/snapshot";
import { compare, type PlannedComparison, planComparison } from "#services/core/compare";
import { nameReferences } from "#services/core/comparison/name-references";
import { resolveExpectations } from "#services/core/comparison/resolve-expectations";
import type { Dialect } from "#services/core/dialect";
import { LockstepError } from "#services/core/errors";
import { judge } from "#services/core/judge";
import { type DeclaredValues, projectCandidate } from "#services/core/preview/project-candidate";
import { tellPreview } from "#services/core/preview/tell-preview";
import { pairOf } from "#services/core/readiness/pair-of";
import type { EstateRepository, StoredArtefacts, StoredBaseline } from "#services/ports/estate-repository";
import { type ExportSide, openArtefacts } from "./compare-exports.js";

/** What is to come onto production, however it was read. */
export interface Candidate extends ExportSide {
  readonly from: "files" | "snapshot";
  /** The node that it was read from, whose declared values become production's; left out for files. */
  readonly node?: { readonly id: string; readonly role: string } | undefined;
  /** What it does not hold is left as it is. Default: what it does not hold will be removed. */
  readonly partial: boolean;
  /** In sentences. */
  readonly warnings: readonly string[];
}

export interface PreviewContext {
  readonly engine: Engine;
  readonly policy: Policy;
  readonly dialect: Dialect;
  readonly repository: Pick<EstateRepository, "openBaseline" | "openSnapshot">;
  readonly now: () => Date;
}

/**
 * Says what a check will find once a candidate has come onto production: its changes against the approved baseline, whom they
 * touch, and the digests that bind a ticket to them. The candidate is not stored.
 *
 * @throws LockstepError `decision-refused` where there is no baseline to hold it against, `baseline-unproven`, `content-purged`
 */
export async function previewChange(candidate: Candidate, context: PreviewContext): Promise<ChangePreview> {
  const { engine, dialect, repository, now } = context;
  const baseline = assertComparable(await repository.openBaseline(engine.id), candidate, context);
  const at = now().toISOString();
  const planned = plan(candidate, baseline, context, at);
  const { findings, replaced } = await findAll(planned, { candidate, baseline, at }, context);
  const told = tellPreview(findings, { engineId: engine.id, dialect: dialect.version });
  const { actor, body } = baseline.approval.record;
  const { ticket } = body;
  return {
    schema: "lockstep/change-preview@1",
    engineId: engine.id,
    product: engine.product,
    dialect: dialect.version,
    at,
    candidate: {
      name: candidate.selector,
      from: candidate.from,
      artefacts: candidate.entries.length,
      partial: candidate.partial,
    },
    baseline: {
      commit: baseline.commit,
      digest: baseline.snapshot.digest,
      approver: actor,
      ticket: typeof ticket === "string" ? ticket : null,
    },
    ...told,
    warnings: [
      ...candidate.warnings,
      ...warnOfStranger(candidate, baseline),
      ...warnOfReplaced(candidate, replaced),
      ...(await warnOfDrift(planned, told.changes, baseline, context)),
    ],
  };
}

interface ProvenBaseline extends StoredArtefacts {
  readonly approval: { readonly record: LedgerRecord };
}

function assertComparable(
  baseline: StoredBaseline | undefined,
  candidate: Candidate,
  { engine, dialect }: PreviewContext,
): ProvenBaseline {
  if (baseline === undefined)
    throw new LockstepError(
      "decision-refused",
      `No baseline of '${engine.id}' has been approved that it could change.`,
    );
  const { approval } = baseline;
  if (!("record" in approval)) throw new LockstepError("baseline-unproven", approval.unproven);
  const other = [baseline.snapshot.dialect, candidate.dialect].find((version) => version !== dialect.version);
  if (other === undefined) return { ...baseline, approval };
  throw new LockstepError(
    "decision-refused",
    `The reader is ${dialect.version} now, and ${other} read what is stored: run 'lockstep check' first.`,
  );
}

function plan(
  candidate: Candidate,
  baseline: StoredArtefacts,
  { engine, policy }: PreviewContext,
  at: string,
): readonly PlannedComparison[] {
  const { production, standby } = pairOf(engine);
  const pair = { engine, production: production.id, standby: standby.id };
  const { entries } = baseline.snapshot;
  const sides = { baseline: entries, production: candidate.entries, standby: entries };
  const planned = planComparison(engine.id, sides, resolveExpectations(policy.expectedDifferences, pair, at));
  return candidate.partial ? planned.filter((item) => item.entries.production !== undefined) : planned;
}

interface Sources {
  readonly candidate: Candidate;
  readonly baseline: StoredArtefacts;
  readonly at: string;
}

interface Found {
  readonly findings: readonly Finding[];
  /** See `projectCandidate`. */
  readonly replaced: ReadonlySet<string>;
}

/** How many artefacts are held open at once. */
const BATCH = 100;

async function findAll(
  planned: readonly PlannedComparison[],
  { candidate, baseline, at }: Sources,
  { engine, policy, dialect }: PreviewContext,
): Promise<Found> {
  const declared = declaredValues(candidate, policy);
  const entries = [...baseline.snapshot.entries, ...candidate.entries];
  const about = { engineId: engine.id, engineOwner: engine.owner };
  const context = { ...about, policy, at, dialect, operability: { production: [], standby: [] } };
  const stored = sideOf(baseline);
  const findings: Finding[] = [];
  const replaced = new Set<string>();
  for (let start = 0; start < planned.length; start += BATCH) {
    const batch = planned.slice(start, start + BATCH);
    const before = await openArtefacts(stored, pathsOf(batch, "baseline"));
    const after = await openArtefacts(candidate, pathsOf(batch, "production"));
    const opened = batch.map((item) => {
      const approved = pick(before, item.entries.baseline);
      const wanted = pick(after, item.entries.production);
      const artefacts = { baseline: approved, production: wanted, standby: approved };
      const projected = projectCandidate({ ...item, artefacts }, declared);
      for (const id of projected.replaced) replaced.add(id);
      return { ...item, artefacts: projected.sides };
    });
    findings.push(...judge(nameReferences(compare(opened, dialect), entries), context));
  }
  return { findings, replaced };
}

function sideOf({ snapshot, load }: StoredArtefacts): ExportSide {
  return { selector: "the approved baseline", dialect: snapshot.dialect, entries: snapshot.entries, load };
}

function pathsOf(planned: readonly PlannedComparison[], side: "baseline" | "production"): string[] {
  return planned.flatMap(({ entries }) => entries[side]?.path ?? []);
}

function pick(artefacts: ReadonlyMap<string, Artefact>, entry: ArtefactEntry | undefined): Artefact | undefined {
  return entry === undefined ? undefined : artefacts.get(entry.path);
}

/** A file does not say where it was exported: each declared value may be its own. */
function declaredValues({ node }: Candidate, { expectedDifferences }: Policy): DeclaredValues {
  return new Map(
    expectedDifferences.map(({ id, values }) => {
      const own = node === undefined ? Object.values(values) : [values[node.id] ?? values[node.role]];
      return [id, new Set(own.filter((value) => value !== undefined))];
    }),
  );
}

function warnOfStranger({ entries }: Candidate, { snapshot }: StoredArtefacts): string[] {
  const known = new Set(snapshot.entries.map(({ kind, key }) => `${kind}\0${key}`));
  if (entries.some(({ kind, key }) => known.has(`${kind}\0${key}`))) return [];
  return ["Nothing in the candidate is known to the approved baseline: is it an export of this engine?"];
}

/** Of a node that is its own value; a file may be meant for production as it is. */
function warnOfReplaced({ from }: Candidate, replaced: ReadonlySet<string>): string[] {
  if (from !== "files") return [];
  return [...replaced].map(
    (id) =>
      `The candidate holds another node's value for the expected difference '${id}': production must keep its own.`,
  );
}

/** What production changed already will be found together with this change, and the digest will be another. */
async function warnOfDrift(
  planned: readonly PlannedComparison[],
  changes: ChangePreview["changes"],
  baseline: StoredArtefacts,
  { engine, repository }: PreviewContext,
): Promise<string[]> {
  const production = await repository.openSnapshot(engine.id, pairOf(engine).production.id);
  if (production === undefined || production.snapshot.dialect !== baseline.snapshot.dialect) return [];
  const now = new Map(production.snapshot.entries.map(({ kind, key, digest }) => [`${kind}\0${key}`, digest]));
  const changing = new Set(changes.map(({ artefact: { kind, key } }) => `${kind}\0${key}`));
  return planned.flatMap(({ artefact: { kind, key, name }, entries, rules }) => {
    const id = `${kind}\0${key}`;
    // What should differ from the baseline is no drift; a check tells the two apart.
    if (!changing.has(id) || rules.length > 0 || now.get(id) === entries.baseline?.digest) return [];
    return [
      `${kind} ${JSON.stringify(name)} is not as approved on production: settle that first, or this digest will not be the one that is found.`,
    ];
  });
}
