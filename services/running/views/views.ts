import type { EngineReport } from "#schemas/check-report";
import type { Engine } from "#schemas/estate";
import { showStored } from "#services/compose/estate/show-stored";
import { askedOf } from "#services/compose/review/review-texts";
import { DEFAULT_REVIEW } from "#services/core/policy/default-policy";
import { engineStanding } from "#services/core/views/engine-standing";
import { findingHistory } from "#services/core/views/finding-history";
import { findingSides } from "#services/core/views/finding-sides";
import { listNodeSnapshots } from "#services/core/views/list-node-snapshots";
import type { RememberedRun } from "#services/core/views/remember-run";
import { readCompliance } from "#services/jobs/compliance/read-compliance";
import { measureServiceLevels } from "#services/jobs/service-levels/measure-service-levels";
import { pageOfRecords } from "#services/jobs/views/page-of-records";
import { pageOfRuns } from "#services/jobs/views/page-of-runs";
import { readDecisions } from "#services/jobs/views/read-decisions";
import { MAX_REMEMBERED } from "#services/jobs/views/remember-runs";
import { findFinding } from "#services/reports/findings/find-finding";
import { findProposal, listStandingProposals } from "#services/running/views/standing-proposals";
import type { StandingAnswer } from "./engine-answers.js";
import type { ViewName, ViewQuestion, ViewValue } from "./view-question.js";
import type { ViewSources } from "./view-sources.js";

/** What a view is made with. */
interface Making extends ViewSources {
  /** Where the branches stood before it was begun. */
  readonly heads: string;
  readonly at: string;
}

interface Made<T> {
  readonly value: T;
  /** Left out: until something is written. */
  readonly goodUntil?: string;
}

/** Makes one view. @throws LockstepError where the store does not read */
export async function makeView<Name extends ViewName>(
  question: ViewQuestion<Name>,
  making: Making,
): Promise<Made<ViewValue<Name>>> {
  const view: Name = question.view;
  return await VIEWS[view](question, making);
}

const VIEWS: {
  readonly [Name in ViewName]: (question: ViewQuestion<Name>, making: Making) => Promise<Made<ViewValue<Name>>>;
} = {
  async overview(_question, making) {
    const { estate } = await making.inForce();
    const answers = await answersOf(estate.engines, making);
    const { organisation } = estate;
    const engines = answers.map(([engine, answer]) => engineStanding(engine, answer));
    return {
      value: {
        schema: "lockstep/estate-overview@1",
        estate: estate.estate,
        ...(organisation === undefined ? {} : { organisation }),
        at: making.at,
        engines,
      },
      ...firstEnd(answers),
    };
  },
  async engine({ engineId }, { answers, heads }) {
    const { ready, report, goodUntil } = await answers.answer(engineId, heads);
    return { value: { schema: "lockstep/explain@1", ready, report }, goodUntil };
  },
  async finding({ engineId, findingId }, making) {
    const { answers, heads, runs } = making;
    const { ready, report, goodUntil } = await answers.answer(engineId, heads);
    const finding = report === null ? undefined : findFinding(report, findingId);
    if (report === null || finding === undefined) return { value: undefined, goodUntil };
    return {
      value: {
        schema: "lockstep/finding-view@1",
        engineId,
        runId: ready.runId ?? "",
        finding,
        waits: report.waiting.includes(finding.id),
        proposal: await holderOf(engineId, finding.id, making),
        sides: [...(await sidesOf(report, finding.artefact.path, making))],
        history: findingHistory(await runs.list(), engineId, finding.id),
      },
      goodUntil,
    };
  },
  snapshots: async ({ engineId, nodeId }, { runs }) => ({
    value: listNodeSnapshots(await runs.list(), engineId, nodeId),
  }),
  snapshot: async ({ selector }, { app }) => ({ value: await app.show(selector) }),
  artefact: async ({ selector, artefact }, { app }) => ({ value: await app.showArtefact(selector, artefact) }),
  runs: async (page, { runs, app }) => ({ value: await pageOfRuns(runs, app.ledger, page) }),
  run: async ({ runId }, { runs }) => ({
    value: (await runs.list()).find(({ summary }) => summary.runId === runId)?.summary,
  }),
  records: async (page, { app }) => ({ value: await pageOfRecords(app.ledger, page) }),
  async record({ seq }, { app }) {
    for await (const record of app.ledger.records({ before: seq + 1, limit: 1 })) {
      return { value: record.seq === seq ? record : undefined };
    }
    return { value: undefined };
  },
  proposals: async (_question, making) => ({
    value: (await listStandingProposals(making)).map(({ summary }) => summary),
  }),
  async proposal({ name }, making) {
    const found = await findProposal(name, making);
    if (found === undefined) return { value: undefined };
    const { estate, policy } = await making.inForce();
    const { approvers, ...asked } = askedOf(estate.forge?.system ?? "local", policy.review ?? DEFAULT_REVIEW);
    return { value: { ...found, asked: { ...asked, approvers: [...approvers] } } };
  },
  async decisions(_question, making) {
    const { estate, policy } = await making.inForce();
    const answers = await answersOf(estate.engines, making);
    const reports = answers.flatMap(([, { report }]) => (report === null ? [] : [report]));
    const engineIds = estate.engines.map(({ id }) => id);
    const { ledger } = making.app;
    return { value: await readDecisions({ ledger, policy, engineIds, reports, at: making.at }), ...firstEnd(answers) };
  },
  access: async (_question, { app }) => ({ value: await app.reviewAccess({}) }),
  evidenceChoices: async (_question, { app }) => ({ value: await app.packs.choices() }),
  policyHealth: async (_question, { app }) => ({
    value: await app.testPolicy({ where: "main", engineIds: [], since: null }),
  }),
  compliance: async ({ engineIds, period }, { app, repository, runs }) => ({
    value: {
      ...(await readCompliance({ engineIds, period }, { ledger: app.ledger, repository })),
      firstCheckAt: firstCheckOf(await runs.list(), engineIds),
    },
  }),
  serviceLevels: async ({ month }, { app, repository, at }) => ({
    value: await measureServiceLevels(month, { ledger: app.ledger, repository, now: () => new Date(at) }),
  }),
};

/** Where so many runs are remembered that older ones may have been left out, the first one is not known. */
function firstCheckOf(runs: readonly RememberedRun[], engineIds: readonly string[]): string | null {
  if (runs.length >= MAX_REMEMBERED) return null;
  const first = runs.findLast(({ summary }) => summary.engines.some(({ engineId }) => engineIds.includes(engineId)));
  return first?.summary.at ?? null;
}

async function answersOf(
  engines: readonly Engine[],
  { answers, heads }: Making,
): Promise<(readonly [Engine, StandingAnswer])[]> {
  return await Promise.all(engines.map(async (engine) => [engine, await answers.answer(engine.id, heads)] as const));
}

function firstEnd(answers: readonly (readonly [Engine, StandingAnswer])[]): { readonly goodUntil?: string } {
  const [first] = answers.map(([, { goodUntil }]) => goodUntil).sort();
  return first === undefined ? {} : { goodUntil: first };
}

/** The proposal of an engine that holds a finding. */
async function holderOf(engineId: string, findingId: string, making: Making) {
  const holders = (await listStandingProposals(making)).filter(
    ({ proposal }) => proposal.engineId === engineId && proposal.changes.some(({ finding }) => finding === findingId),
  );
  const [holder] = holders;
  if (holder === undefined) return null;
  const { number, key, kind } = holder.summary;
  return { number, key, kind };
}

async function sidesOf(report: EngineReport, path: string, { repository }: Making) {
  const nodeIds = report.nodes.map(({ nodeId }) => nodeId);
  const versions = new Map(
    await Promise.all(
      nodeIds.map(async (nodeId) => [nodeId, await repository.history(report.engineId, nodeId, path)] as const),
    ),
  );
  const stored = report.baseline === null ? undefined : await repository.openBaseline(report.engineId);
  const approval = stored === undefined ? undefined : showStored(stored).approval;
  const approvedAt = approval !== undefined && "at" in approval ? approval.at : null;
  return findingSides(report, approvedAt, (nodeId) => versions.get(nodeId) ?? []);
}
