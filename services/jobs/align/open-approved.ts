import type { Artefact } from "#schemas/artefact";
import type { Engine, EngineNode } from "#schemas/estate";
import type { LedgerRecord } from "#schemas/ledger-record";
import type { Policy } from "#schemas/policy";
import type { ArtefactEntry } from "#schemas/snapshot";
import { digestOfArtefact, projectOnto, rulesFor } from "#services/core/align/expected-state";
import type { ExpectedEntry } from "#services/core/align/plan-alignment";
import { isPurged } from "#services/core/artefact/is-purged";
import { parseArtefact } from "#services/core/artefact/parse-artefact";
import { type Expectation, resolveExpectations } from "#services/core/comparison/resolve-expectations";
import type { Dialect } from "#services/core/dialect";
import { LockstepError } from "#services/core/errors";
import { pairOf } from "#services/core/readiness/pair-of";
import type { EstateRepository, StoredArtefacts, StoredBaseline } from "#services/ports/estate-repository";

/** The approved baseline of an engine, and what it means for each of its nodes. */
export interface Approved {
  readonly baseline: StoredArtefacts & { readonly approval: { readonly record: LedgerRecord } };
  rulesOn(node: EngineNode): readonly Expectation[];
  /** What each of these must be on a node. */
  expectedOn(node: EngineNode, entries: readonly ArtefactEntry[]): Promise<readonly ExpectedEntry[]>;
  /** Approved artefacts as they must be on a node, by path. */
  openFor(node: EngineNode, entries: readonly ArtefactEntry[]): Promise<ReadonlyMap<string, Artefact>>;
}

/** How many artefacts are held open at once. */
const BATCH = 100;

/** @throws LockstepError `decision-refused` where there is nothing approved to align to, `baseline-unproven` */
export async function openApproved(
  engine: Engine,
  {
    repository,
    policy,
    dialect,
    at,
  }: {
    readonly repository: Pick<EstateRepository, "openBaseline">;
    readonly policy: Policy;
    readonly dialect: Dialect;
    readonly at: string;
  },
): Promise<Approved> {
  const baseline = assertProven(await repository.openBaseline(engine.id), engine, dialect);
  const rulesOn = (node: EngineNode): readonly Expectation[] => {
    const pair = pairOf(engine);
    const standby = node.role === "primary" ? pair.standby.id : node.id;
    return resolveExpectations(policy.expectedDifferences, { engine, production: pair.production.id, standby }, at);
  };
  const openFor: Approved["openFor"] = async (node, entries) => {
    const rules = rulesOn(node);
    const files = await baseline.load(entries.map(({ path }) => path));
    return new Map(
      entries.flatMap((entry): [string, Artefact][] => {
        const own = files.get(entry.path);
        if (own === undefined) return [];
        if (isPurged(own))
          throw new LockstepError(
            "content-purged",
            `${entry.path} was purged from the baseline: nothing says what it was.`,
          );
        return [[entry.path, projectOnto(parseArtefact(own), node, rulesFor(entry, engine.id, rules))]];
      }),
    );
  };
  return {
    baseline,
    rulesOn,
    openFor,
    async expectedOn(node, entries) {
      const rules = rulesOn(node);
      const spokenOf = entries.filter((entry) => rulesFor(entry, engine.id, rules).length > 0);
      const digests = new Map<string, string>();
      for (let start = 0; start < spokenOf.length; start += BATCH) {
        for (const [path, artefact] of await openFor(node, spokenOf.slice(start, start + BATCH))) {
          digests.set(path, digestOfArtefact(artefact));
        }
      }
      return entries.map((entry) => ({ entry, digest: digests.get(entry.path) ?? entry.digest }));
    },
  };
}

function assertProven(baseline: StoredBaseline | undefined, engine: Engine, dialect: Dialect): Approved["baseline"] {
  if (baseline === undefined)
    throw new LockstepError("decision-refused", `No baseline of '${engine.id}' has been approved to align a node to.`);
  const { approval } = baseline;
  if (!("record" in approval)) throw new LockstepError("baseline-unproven", approval.unproven);
  if (baseline.snapshot.dialect !== dialect.version)
    throw new LockstepError(
      "decision-refused",
      `The reader is ${dialect.version} now, and ${baseline.snapshot.dialect} read the baseline: run 'lockstep check' first.`,
    );
  return { ...baseline, approval };
}
