import canonicalize from "canonicalize";
import type { Finding } from "#schemas/finding";
import type { Policy } from "#schemas/policy";
import type { PolicyTestReport } from "#schemas/policy-test-report";
import type { EngineRun, Run } from "#schemas/run";
import { LockstepError } from "#services/core/errors";
import { compareHiding, judgeRules, type ReplayedRun } from "#services/core/policy-health/judge-rules";
import { digestOf } from "#services/core/text/digest";
import { type RederiveContext, rederiveRun } from "../check/rederive-run.js";
import { bodyOfRun } from "../look/look-history.js";

export interface PolicyTest {
  readonly where: PolicyTestReport["where"];
  readonly policy: Policy;
  /** None means every engine. */
  readonly engineIds: readonly string[];
  /** Older runs are left out, RFC 3339. */
  readonly since: string | null;
  readonly signal?: AbortSignal | undefined;
}

/** So many recorded runs are replayed at most, the newest. */
const MAX_RUNS = 400;

/**
 * Replays what the recorded runs compared by another policy: what each rule would have hidden, when it last matched, what never
 * did, and what a changed policy hides or shows that the policy of then did not. Nothing is recorded.
 *
 * @throws LockstepError `aborted`, `ledger-broken`
 */
export async function testPolicy(test: PolicyTest, context: RederiveContext): Promise<PolicyTestReport> {
  const replayed: ReplayedRun[] = [];
  const erred: PolicyTestReport["erred"] = [];
  const known = new Map<string, readonly Finding[]>();
  for await (const record of context.ledger.records({ type: "run", limit: MAX_RUNS })) {
    const run = bodyOfRun(record);
    if (test.since !== null && run.at < test.since) break;
    for (const engineRun of run.engines.filter((one) => isAsked(one, test))) {
      if (test.signal?.aborted)
        throw new LockstepError("aborted", "The policy was not tried on every run: it was stopped");
      const replay = await replayOne(run, engineRun, test, context, known);
      if ("message" in replay) erred.push(replay);
      else replayed.push(replay);
    }
  }
  const times = replayed.map(({ at }) => at).sort();
  return {
    schema: "lockstep/policy-test@1",
    where: test.where,
    policy: digestOf(canonicalize(test.policy) ?? ""),
    runs: { replayed: replayed.length, from: times[0] ?? null, to: times.at(-1) ?? null },
    rules: [...judgeRules(test.policy, replayed, test.engineIds)],
    ...compareHiding(replayed),
    erred,
  };
}

/** A run that was broken off compared nothing. */
function isAsked({ engineId, failure }: EngineRun, { engineIds }: PolicyTest): boolean {
  return failure === undefined && (engineIds.length === 0 || engineIds.includes(engineId));
}

async function replayOne(
  run: Run,
  engineRun: EngineRun,
  { policy }: PolicyTest,
  context: RederiveContext,
  known: Map<string, readonly Finding[]>,
): Promise<ReplayedRun | PolicyTestReport["erred"][number]> {
  const { engineId, at } = engineRun;
  const findings = async (given?: Policy): Promise<readonly Finding[]> => {
    // Of nights on which nothing changed one is looked at; a rule that began or ended between two of them makes another night.
    const key = keyOf(run, engineRun, given);
    const before = known.get(key);
    if (before !== undefined) return before;
    const { report } = await rederiveRun(
      { run, engineRun },
      context,
      given === undefined ? undefined : { policy: given },
    );
    known.set(key, report.findings);
    return report.findings;
  };
  try {
    return { engineId, at, before: await findings(), tried: await findings(policy) };
  } catch (error) {
    if (!(error instanceof LockstepError)) throw error;
    return { engineId, at, message: error.message };
  }
}

function keyOf(run: Run, { engineId, looks, baseline, at }: EngineRun, given: Policy | undefined): string {
  const commits = looks.map(({ nodeId, role, commit }) => [nodeId, role, commit]);
  return JSON.stringify([
    engineId,
    commits,
    baseline?.commit,
    run.policyCommit,
    given === undefined ? "then" : "now",
    at.slice(0, 10),
  ]);
}
