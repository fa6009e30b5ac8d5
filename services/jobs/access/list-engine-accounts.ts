import type { AccessReview } from "#schemas/access-review";
import type { Engine } from "#schemas/estate";
import { isPurged } from "#services/core/artefact/is-purged";
import { parseArtefact } from "#services/core/artefact/parse-artefact";
import type { AccessRules } from "#services/core/dialect";
import { compareText } from "#services/core/text/compare-text";
import type { EstateRepository, StoredArtefacts } from "#services/ports/estate-repository";

export interface EngineAccountsContext {
  readonly repository: Pick<EstateRepository, "openSnapshot">;
  /** Where an engine's product says who may change it; `undefined` where it does not tell. */
  readonly accessOf: (engine: Engine) => AccessRules | undefined;
}

/** Lists by node whom its last snapshot knows, and with which roles. */
export async function listEngineAccounts(
  engines: readonly Engine[],
  { repository, accessOf }: EngineAccountsContext,
): Promise<AccessReview["engines"]> {
  const told: AccessReview["engines"] = [];
  for (const engine of engines) {
    const { id: engineId, product, nodes } = engine;
    for (const { id: nodeId } of nodes) {
      const stored = await repository.openSnapshot(engineId, nodeId);
      const accounts = stored === undefined ? [] : await accountsIn(stored, accessOf(engine));
      const takenAt = stored?.snapshot.takenAt ?? null;
      told.push({ engineId, nodeId, product, takenAt, accounts: accounts.length === 0 ? null : accounts });
    }
  }
  return told;
}

type Accounts = NonNullable<AccessReview["engines"][number]["accounts"]>;

async function accountsIn(stored: StoredArtefacts, rules: AccessRules | undefined): Promise<Accounts> {
  if (rules === undefined) return [];
  const entries = stored.snapshot.entries.filter(({ kind }) => rules.kinds.includes(kind));
  const roles = await rolesIn(
    stored,
    entries.map(({ path }) => path),
    rules,
  );
  return entries
    .map(({ kind, name, digest, path }) => ({ kind, name, digest, roles: roles.get(path) ?? null }))
    .sort((a, b) => compareText(a.kind, b.kind) || compareText(a.name, b.name));
}

/** Read some at a time, so that a large directory of users is never whole in memory. */
const AT_ONCE = 200;

async function rolesIn(
  { load }: StoredArtefacts,
  paths: readonly string[],
  { rolesOf }: AccessRules,
): Promise<ReadonlyMap<string, string[]>> {
  const told = new Map<string, string[]>();
  if (rolesOf === undefined) return told;
  for (let from = 0; from < paths.length; from += AT_ONCE) {
    for (const [path, files] of await load(paths.slice(from, from + AT_ONCE))) {
      const roles = isPurged(files) ? undefined : rolesOf(parseArtefact(files));
      if (roles !== undefined) told.set(path, roles.toSorted(compareText));
    }
  }
  return told;
}
