import type { Engine, Estate } from "#schemas/estate";
import type { RunbookReport } from "#schemas/runbook-report";
import type { ArtefactEntry } from "#schemas/snapshot";
import { parseArtefact } from "#services/core/artefact/parse-artefact";
import type { Dialect } from "#services/core/dialect";
import { answerGate } from "#services/core/gate/answer-gate";
import { PLAIN_QUESTION } from "#services/core/gate/gate-question";
import type { ToldVerdict } from "#services/core/gate/told-verdict";
import { DEFAULT_POLICY } from "#services/core/policy/default-policy";
import type { Governed } from "#services/core/policy/parse-governed";
import { pairOf } from "#services/core/readiness/pair-of";
import type { ActivationNeed } from "#services/core/runbook/order-activation";
import { writeRunbook } from "#services/core/runbook/write-runbook";
import type { EstateRepository, StoredArtefacts } from "#services/ports/estate-repository";

export interface RunbookContext {
  readonly repository: Pick<EstateRepository, "openBaseline" | "openSnapshot">;
  readonly dialectOf: (engine: Engine) => Dialect;
  readonly told: ToldVerdict;
  readonly now: Date;
}

/** Reads what the runbook of an engine is made of, and writes it: the order from what is approved, or else from what was read last. */
export async function readRunbook(
  engine: Engine,
  governed: Pick<Governed, "policy" | "runbook"> & { readonly estate: Estate },
  { repository, dialectOf, told, now }: RunbookContext,
): Promise<RunbookReport> {
  const { production, standby } = pairOf(engine);
  const dialect = dialectOf(engine);
  const baseline = await repository.openBaseline(engine.id);
  const stored = baseline ?? (await repository.openSnapshot(engine.id, production.id));
  const seen = await repository.openSnapshot(engine.id, standby.id);
  const entries = stored?.snapshot.entries ?? [];
  const source = stored && {
    what: baseline === undefined ? `the last snapshot of ${production.id}` : "the approved baseline",
    commit: stored.commit,
    takenAt: stored.snapshot.takenAt,
  };
  return writeRunbook({
    ...{ estate: governed.estate, engine, runbook: governed.runbook, policy: governed.policy ?? DEFAULT_POLICY },
    verdict: answerGate(told, PLAIN_QUESTION, { now }),
    missing: told.advice,
    source: source ?? null,
    interfaces: entries.filter(({ kind }) => dialect.interfaceKinds.includes(kind)),
    needs: stored === undefined ? [] : await needsIn(stored, dialect),
    standby: seen?.snapshot.facts.operability ?? [],
    onStandby: seen?.snapshot.coverage.complete === true ? seen.snapshot.entries : undefined,
    at: now.toISOString(),
  });
}

/** Read some at a time, so that a large engine is never whole in memory. */
const AT_ONCE = 200;

async function needsIn({ snapshot, load }: StoredArtefacts, { activation }: Dialect): Promise<ActivationNeed[]> {
  if (activation === undefined) return [];
  const { kinds, needsOf } = activation;
  const telling = snapshot.entries.filter(({ kind }: ArtefactEntry) => kinds.includes(kind)).map(({ path }) => path);
  const needs: ActivationNeed[] = [];
  for (let from = 0; from < telling.length; from += AT_ONCE) {
    const loaded = await load(telling.slice(from, from + AT_ONCE));
    for (const files of loaded.values()) needs.push(...needsOf(parseArtefact(files)));
  }
  return needs;
}
