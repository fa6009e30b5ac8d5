import type { PolicyTestReport } from "#schemas/policy-test-report";
import type { RunbookReport } from "#schemas/runbook-report";
import type { ToldVerdict } from "#services/core/gate/told-verdict";
import { parseGoverned } from "#services/core/policy/parse-governed";
import { type PolicyTest, testPolicy } from "#services/jobs/diagnose/test-policy";
import { answerReady, type ReadyAnswer } from "#services/jobs/ready/answer-ready";
import { readRunbook } from "#services/jobs/ready/read-runbook";
import { readGovernedFolder } from "#services/stores/files/read-governed-folder";
import { brokenPolicy, engineIn } from "./in-force.js";
import type { JobOptions } from "./job-options.js";
import type { Site } from "./open-site.js";
import { tellVerdict } from "./tell-verdict.js";

/** What the last looks at an open estate say, derived again without a look at any node. */
export interface Judging {
  ready(engineId: string): Promise<ReadyAnswer>;
  /** The same, with all that a gate may be asked about it. */
  tellVerdict(engineId: string): Promise<ToldVerdict>;
  /** What people need when an engine fails over. */
  runbook(engineId: string): Promise<RunbookReport>;
  /** What each rule of a policy would have done over the recorded runs. */
  testPolicy(
    asked: Pick<PolicyTest, "where" | "engineIds" | "since">,
    options?: Pick<JobOptions, "signal">,
  ): Promise<PolicyTestReport>;
}

export function judgingOver(site: Site): Judging {
  const { repository, now } = site;
  return {
    ready: async (engineId) => answerReady((await site.engineNamed(engineId)).id, site, now()),
    tellVerdict: async (engineId) => tellVerdict((await site.engineNamed(engineId)).id, site, now()),
    async runbook(engineId) {
      const governed = await site.governed();
      const { estate } = await site.inForce();
      const engine = engineIn(estate, engineId);
      const told = await tellVerdict(engine.id, site, now());
      return await readRunbook(engine, { ...governed, estate }, { ...site, told, now: now() });
    },
    async testPolicy(asked, options = {}) {
      const main = (await repository.governed()).files;
      const files = asked.where === "main" ? main : await readGovernedFolder(site.settings.folder);
      const { policy, problems } = parseGoverned(files);
      if (policy === undefined) throw brokenPolicy(problems);
      for (const engineId of asked.engineIds) await site.engineNamed(engineId);
      return await testPolicy({ ...asked, policy, ...options }, site);
    },
  };
}
