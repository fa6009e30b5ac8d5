import type { EngineReport, NodeReport } from "#schemas/check-report";
import type { Drift } from "#schemas/drift";
import type { Finding } from "#schemas/finding";
import type { ReviewDecision } from "#schemas/review-decision";
import { type ProposalContext, type Proposed, proposeChanges } from "#services/core/propose-changes";
import { aDrift, aPolicy, judgeOne } from "#test/fakes/judged";

export const DIALECT = "tiny/1";

/** A channel whose port was changed on production without a ticket, unless said otherwise. */
export function aFinding(key: string, about: Partial<Finding> = {}, drift: Partial<Drift> = {}): Finding {
  const made = judgeOne(
    aDrift({
      artefact: { kind: "channel", key, name: `Feed ${key}`, path: `channels/feed-${key}~1` },
      case: "production-changed",
      changes: [aChange("/port", "6661", "6671")],
      ...drift,
    }),
    aPolicy({ settings: { fallbackFlow: "ADT" } }),
  );
  const { authorisation } = made;
  return { ...made, authorisation: { ...authorisation, verdict: "unreferenced" }, ...about };
}

export function aChange(path: string, baseline: string | null, production: string | null, standby = baseline) {
  const kind = baseline === null ? "unexpected" : production === null ? "missing" : "changed";
  return { path, label: path, kind, baseline, production, standby } as const;
}

/** The words of a ticket on a finding. */
export function under(ticket: string | null, verdict: Finding["authorisation"]["verdict"]): Partial<Finding> {
  return { authorisation: { verdict, ticket, changedBetween: null, actors: [], trace: [], suggestions: [] } };
}

export function aNode(nodeId: string, about: Partial<NodeReport> = {}): NodeReport {
  return {
    nodeId,
    role: nodeId === "tie-a" ? "primary" : "standby",
    engineVersion: null,
    access: "ok",
    freshness: "fresh",
    coverage: { complete: true, kinds: { channel: 3 }, unread: [] },
    snapshot: { commit: "c0ffee", digest: "sha256:production", takenAt: "2026-11-23T02:00:00.000Z", changed: true },
    ...about,
  };
}

export function aReason(code: string, message = "why.", findings: string[] = []) {
  return { code, verdict: "unknown", message, owner: "us", action: "look", findings } as const;
}

/** A report of engine `tie` in which all was read. */
export function aReport(findings: readonly Finding[], about: Partial<EngineReport> = {}): EngineReport {
  return {
    engineId: "tie",
    product: "tiny",
    mode: "enforce",
    baseline: { commit: "ba5e", digest: "sha256:baseline", approver: "C. Chair", ticket: "CHG0000001", reviewed: true },
    policyCommit: "90",
    readiness: {
      verdict: "not-ready",
      scope: "configuration-ready, not data-ready",
      asOf: "2026-11-23T02:00:00.000Z",
      expiresAt: "2026-11-24T02:00:00.000Z",
      reasons: [
        {
          ...aReason("parity"),
          verdict: "not-ready",
          findings: findings.filter(({ blocksReadiness }) => blocksReadiness).map(({ id }) => id),
        },
      ],
      byTier: {},
      byFlow: {},
      queued: { production: null, standby: null },
    },
    nodes: [aNode("tie-a"), aNode("tie-b")],
    findings: [...findings],
    waiting: [],
    otherStandbys: [],
    ...about,
  };
}

export function propose(findings: readonly Finding[], about: Partial<ProposalContext> = {}): Proposed {
  return proposeReport(aReport(findings), about);
}

export function proposeReport(report: EngineReport, about: Partial<ProposalContext> = {}): Proposed {
  return proposeChanges(report, { dialect: DIALECT, control: { tolerated: [] }, decisions: [], ...about });
}

/** With a reason beside those of the report. */
export function withReason(report: EngineReport, reason: ReturnType<typeof aReason>): EngineReport {
  return { ...report, readiness: { ...report.readiness, reasons: [...report.readiness.reasons, reason] } };
}

export function aDecision(about: Partial<ReviewDecision>): ReviewDecision {
  return {
    engineId: "tie",
    key: "whatever-it-was-called",
    kind: "adopt",
    outcome: "declined",
    digest: "sha256:set",
    changes: [],
    ticket: null,
    forge: "github",
    number: 7,
    url: null,
    commit: null,
    approvers: [],
    decidedBy: "pat-cab",
    reason: null,
    ...about,
  };
}
