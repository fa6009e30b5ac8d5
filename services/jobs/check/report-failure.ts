import type { Engine, EngineNode } from "#schemas/estate";
import type { Policy } from "#schemas/policy";
import { deriveReport, type JudgedNode, reportDigest } from "#services/core/derive-report";
import { LockstepError } from "#services/core/errors";
import type { Overrides } from "#services/core/override/resolve-overrides";
import { pairOf } from "#services/core/readiness/pair-of";
import type { CheckedEngine } from "./check-engine.js";
import { neverLooked } from "./look-at-node.js";

interface Failure {
  readonly engine: Engine;
  readonly error: unknown;
  readonly at: string;
  readonly policy: Policy;
  readonly policyCommit: string;
  /** Overrides to be shown beside it; they set nothing of it aside. Default: none. */
  readonly overrides?: Overrides | undefined;
}

/** The report of an engine whose check broke off: `unknown`, with the fault as its reason, so that the others go on. */
export function reportFailure({ engine, error, at, policy, policyCommit, overrides }: Failure): CheckedEngine {
  const known = error instanceof LockstepError;
  const code = known ? error.code : "bug";
  const message = known ? error.message : "The check of this engine broke off by a fault of Lockstep's own.";
  const failure = {
    code,
    message,
    ...(known && error.ownRemedy !== undefined && { remedy: error.ownRemedy }),
  } as const;
  const expected = engine.nodes.length;
  const pair = pairOf(engine);
  const report = deriveReport({
    engine,
    declared: engine,
    at,
    policy,
    policyCommit,
    production: unseen(pair.production),
    standby: unseen(pair.standby),
    baseline: { missing: "unproven", message: "The baseline was not read, because the check broke off." },
    baselineReport: null,
    findings: [],
    problems: [failure],
    entries: [],
    interfaceKinds: [],
    overrides,
  });
  return {
    report,
    run: {
      engineId: engine.id,
      at,
      looks: [],
      counted: { expected, seen: 0, skipped: 0, failed: expected },
      baseline: null,
      changes: {},
      failure,
      verdict: report.readiness.verdict,
      findings: 0,
      waiting: 0,
      expiresAt: report.readiness.expiresAt,
      reportDigest: reportDigest(report),
    },
  };
}

function unseen(node: EngineNode): JudgedNode {
  return { node, look: neverLooked(node), snapshot: undefined };
}
