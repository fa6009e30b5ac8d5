import type { EstateRepository, Ledger } from "#services/ports/estate-repository";

/** Contents that were once approved for an engine, before the baseline that is in force. */
export interface EarlierBaselines {
  /** Tells whether an artefact with this digest (`null`: absent) stood in an earlier baseline. */
  held(artefact: { readonly kind: string; readonly key: string }, digest: string | null): Promise<boolean>;
}

/** A standby further behind than this is asked for its ticket like any other change. */
const MAX_BASELINES = 20;

export function createEarlierBaselines(
  repository: EstateRepository,
  ledger: Ledger,
  engineId: string,
): EarlierBaselines {
  let loaded: Promise<readonly ReadonlyMap<string, string>[]> | undefined;
  return {
    held: async ({ kind, key }, digest) => {
      loaded ??= loadEarlier(repository, ledger, engineId);
      return (await loaded).some((digests) => (digests.get(`${kind}\0${key}`) ?? null) === digest);
    },
  };
}

async function loadEarlier(
  repository: EstateRepository,
  ledger: Ledger,
  engineId: string,
): Promise<ReadonlyMap<string, string>[]> {
  const commits: string[] = [];
  for await (const { body } of ledger.records({ type: "baseline-adopted" })) {
    if (body["engineId"] === engineId && typeof body["commit"] === "string") commits.push(body["commit"]);
    if (commits.length > MAX_BASELINES) break;
  }
  const digests: ReadonlyMap<string, string>[] = [];
  for (const commit of commits.slice(1)) {
    const baseline = await repository.openBaselineCommit(engineId, commit);
    const entries = baseline?.snapshot.entries ?? [];
    if (baseline !== undefined)
      digests.push(new Map(entries.map((entry) => [`${entry.kind}\0${entry.key}`, entry.digest])));
  }
  return digests;
}
