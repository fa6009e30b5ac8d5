import type { Waiver } from "#schemas/policy";
import type { EngineRun } from "#schemas/run";
import type { ServiceLevelsReport } from "#schemas/service-levels-report";
import type { Period } from "#services/core/compliance/spans-of";
import { LockstepError } from "#services/core/errors";
import { SERVICE_LEVELS_FILE } from "#services/core/policy/beside-judgement";
import { parseGoverned } from "#services/core/policy/parse-governed";
import { countDue } from "#services/core/service-levels/count-due";
import { type Decision, decisionOf } from "#services/core/service-levels/decisions";
import { measureMonth } from "#services/core/service-levels/measure-month";
import type { EstateRepository, Ledger } from "#services/ports/estate-repository";
import { readCompliance } from "../compliance/read-compliance.js";
import { bodyOfRun } from "../look/look-history.js";

/** What a month is measured from. */
export interface ServiceLevelContext {
  readonly ledger: Pick<Ledger, "records" | "occasions">;
  readonly repository: Pick<EstateRepository, "governed" | "governedAt">;
  readonly now: () => Date;
  readonly signal?: AbortSignal;
}

const DAY_MS = 86_400_000;
/** What was found so long before a month is not found anew in it. */
const BEFORE_MS = 62 * DAY_MS;

/**
 * Measures one month of an estate against `policy/service-levels.yaml`, from the ledger alone.
 *
 * @param month `YYYY-MM`
 * @throws LockstepError `usage` for a month that has not begun, `policy-invalid` where the levels do not read, `estate-invalid`
 */
export async function measureServiceLevels(month: string, context: ServiceLevelContext): Promise<ServiceLevelsReport> {
  const { ledger, repository, now, signal } = context;
  const { period, complete } = periodOf(month, now());
  const { estate, serviceLevels, problems } = parseGoverned((await repository.governed()).files);
  if (estate === undefined) throw new LockstepError("estate-invalid", "estate.yaml on main is not in force.");
  const problem = problems.find(({ file }) => file === SERVICE_LEVELS_FILE);
  if (problem !== undefined)
    throw new LockstepError("policy-invalid", `${problem.file} ${problem.path} ${problem.message}.`);
  const engineIds = estate.engines.map(({ id }) => id);
  const { runs, policyCommit } = await readRuns(period, context);
  const met = await ledger.occasions(new Date(period.from), new Date(period.to));
  const facts = {
    ...{ period, engineIds, runs },
    decisions: await readDecisions(period, context),
    waivers: await readWaivers(policyCommit, context),
    schedule: countDue(estate, met, period),
  };
  const compliance = await readCompliance({ engineIds, period }, { ledger, repository, ...(signal && { signal }) });
  return {
    schema: "lockstep/service-levels-report@1",
    estate: estate.estate,
    month,
    from: new Date(period.from).toISOString(),
    to: new Date(period.to).toISOString(),
    complete,
    figures: [...measureMonth(facts, serviceLevels ?? {})],
    compliance: {
      times: compliance.times,
      engines: compliance.engines.map(({ engineId, times }) => ({ engineId, times })),
      markers: compliance.markers.map((marker) => ({ ...marker, detail: [...marker.detail] })),
    },
  };
}

function periodOf(month: string, now: Date): { readonly period: Period; readonly complete: boolean } {
  const from = Date.parse(`${month}-01T00:00:00.000Z`);
  const start = new Date(from);
  const end = Date.UTC(start.getUTCFullYear(), start.getUTCMonth() + 1, 1);
  const isMonth = /^\d{4}-\d{2}$/.test(month) && Number.isFinite(from);
  if (!isMonth || from >= now.getTime())
    throw new LockstepError("usage", `${month} is no month that has begun: YYYY-MM.`);
  return { period: { from, to: Math.min(end, now.getTime()) }, complete: end <= now.getTime() };
}

interface RunsRead {
  readonly runs: readonly EngineRun[];
  /** By which the last of them was judged. */
  readonly policyCommit: string | undefined;
}

async function readRuns({ from, to }: Period, { ledger, signal }: ServiceLevelContext): Promise<RunsRead> {
  const runs: EngineRun[] = [];
  let policyCommit: string | undefined;
  for await (const record of ledger.records({ type: "run" })) {
    signal?.throwIfAborted();
    const at = Date.parse(record.at);
    if (at >= to) continue;
    if (at < from - BEFORE_MS) break;
    const run = bodyOfRun(record);
    policyCommit ??= run.policyCommit;
    runs.push(...run.engines);
  }
  return { runs, policyCommit };
}

async function readDecisions({ from, to }: Period, { ledger }: ServiceLevelContext): Promise<readonly Decision[]> {
  const decisions: Decision[] = [];
  for (const type of ["review-decided", "waiver-granted", "baseline-adopted"] as const) {
    for await (const record of ledger.records({ type })) {
      const at = Date.parse(record.at);
      if (at < from - BEFORE_MS) break;
      const decision = at < to ? decisionOf(record) : undefined;
      if (decision !== undefined) decisions.push(decision);
    }
  }
  return decisions;
}

/** Those of the policy by which the last run was judged. */
async function readWaivers(
  commit: string | undefined,
  { repository }: ServiceLevelContext,
): Promise<readonly Waiver[] | undefined> {
  if (commit === undefined) return undefined;
  return parseGoverned((await repository.governedAt(commit)).files).policy?.waivers;
}
