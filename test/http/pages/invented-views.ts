import type { AccessReview } from "#schemas/access-review";
import type { EngineStanding } from "#schemas/api/estate-overview";
import type { FindingView } from "#schemas/api/finding-view";
import type { ProposalView } from "#schemas/api/proposal-view";
import type { EngineReport } from "#schemas/check-report";
import type { NodeFacts } from "#schemas/snapshot";
import type { Band, CompliancePoint } from "#services/core/compliance/band-of-run";
import { bands, type ComplianceMarker } from "#services/core/compliance/bands";
import { digestOf } from "#services/core/text/digest";
import type { EstateViews, Paged, Viewed, ViewFault } from "#services/ports/estate-views";
import { findFinding } from "#services/reports/findings/find-finding";
import { AT, anEngine, notReadyReport, unknownReport } from "#test/reports/fixtures";
import { tenRowProposal } from "#test/reports/review/proposals";

/** The engines of the invented Hazelwick Hospital: one not ready, one on day one, one ready. */
export function inventedEngines(): readonly EngineReport[] {
  const [tie] = notReadyReport().engines;
  const [labs] = unknownReport().engines;
  return [
    ...(tie === undefined ? [] : [{ ...tie, name: "Trust integration engine" }]),
    ...(labs === undefined ? [] : [{ ...labs, engineId: "labs", product: "rhapsody" }]),
    { ...anEngine(), engineId: "pacs" },
  ];
}

/** What pages read, from values that are given: of the invented hospital where nothing else is said. */
export function inventedViews(
  given: { readonly engines?: readonly EngineReport[]; readonly fault?: ViewFault } & Partial<EstateViews> = {},
): EstateViews {
  const { engines = inventedEngines(), fault, ...others } = given;
  const viewed = <T>(value: T): Promise<Viewed<T>> => Promise.resolve({ value, asOf: AT, mark: "one", fault });
  const paged = <T>(items: readonly T[]): Paged<T> => ({ items, next: undefined });
  const named = (engineId: string): EngineReport | undefined => engines.find((engine) => engine.engineId === engineId);
  const proposal = inventedProposal();
  return {
    mark: () => Promise.resolve("one"),
    overview: () =>
      viewed({ schema: "lockstep/estate-overview@1", estate: "hazelwick", at: AT, engines: engines.map(standingOf) }),
    engine: (engineId) => viewed(explained(engineId, named(engineId))),
    finding: (engineId, id) => viewed(viewOf(engineId, named(engineId), id)),
    snapshots: () =>
      viewed([
        {
          commit: "a".repeat(40),
          digest: digestOf("snapshot"),
          firstSeen: "2026-11-20T02:00:00Z",
          lastSeen: "2026-11-23T02:01:00Z",
          looks: 4,
          runId: "run-0042",
        },
        {
          commit: "d".repeat(40),
          digest: digestOf("before"),
          firstSeen: "2026-10-02T02:00:00Z",
          lastSeen: "2026-11-19T02:00:00Z",
          looks: 49,
          runId: "run-0001",
        },
      ]),
    snapshot: (selector) =>
      viewed({
        schema: "lockstep/show@1",
        engineId: "tie",
        nodeId: selector.split("/")[1] ?? "",
        product: "mirth-connect",
        dialect: "mirth-connect/9",
        takenAt: "2026-11-23T02:01:00Z",
        digest: digestOf("snapshot"),
        coverage: { complete: true, kinds: { channel: 29 }, unread: [] },
        facts: FACTS,
        entries: [
          {
            kind: "channel",
            key: "1a2b3c4d",
            name: "PAS ADT In",
            path: "channels/pas-adt-in~1a2b3c4d",
            digest: digestOf("PAS ADT In"),
          },
        ],
        commit: "a".repeat(40),
      }),
    artefact: (selector, path) =>
      viewed({
        schema: "lockstep/history@1",
        selector,
        path,
        artefact: { kind: "channel", key: "1a2b3c4d", name: "PAS ADT In" },
        digest: digestOf("PAS ADT In"),
        files: [{ path: "channel.json", text: '{\n  "name": "PAS ADT In"\n}\n' }],
        versions: VERSIONS,
      }),
    runs: () => viewed(paged([inventedRun()])),
    run: () => viewed(inventedRun()),
    records: () => viewed(paged([])),
    record: () => viewed(undefined),
    proposals: () => viewed([proposal.summary]),
    proposal: (name) => viewed(["3", proposal.proposal.key].includes(name) ? proposal : undefined),
    decisions: () =>
      viewed({
        schema: "lockstep/decisions@1",
        waivers: [],
        gaps: [],
        overrides: [],
        reviews: [],
        exercises: [],
        actions: [],
      }),
    access: () => viewed(inventedAccess()),
    evidenceChoices: () =>
      viewed({
        editions: [{ ref: "nhs-dspt-caf@2026-27", title: "DSPT aligned to the CAF, 2026-27", status: "provisional" }],
        keys: [{ fingerprint: `SHA256:${"k".repeat(43)}`, from: null, until: null }],
      }),
    policyHealth: () =>
      viewed({
        schema: "lockstep/policy-test@1",
        where: "main",
        policy: digestOf("policy"),
        runs: { replayed: 53, from: "2026-10-02T02:00:00Z", to: AT },
        rules: [],
        newlyHidden: [],
        newlyShown: [],
        erred: [],
      }),
    serviceLevels: () => Promise.resolve({ value: undefined, asOf: AT, mark: "one", fault: undefined }),
    compliance: ({ engineIds, period }) =>
      viewed({
        ...bands(inventedPoints(engineIds), { engineIds, period, markers: MARKERS }),
        firstCheckAt: new Date(Date.parse(AT) - 60 * DAY_MS).toISOString(),
      }),
    ...others,
  };
}

/** Who may do what in the invented hospital, and a review of it that one change came after. */
export function inventedAccess(): AccessReview {
  return {
    schema: "lockstep/access-review@1",
    ...{ estate: "hazelwick", at: AT, digest: digestOf("access"), commit: "c".repeat(40), inForce: true },
    people: [
      { account: "ros", name: "Ros Haddon", role: "engineer", engines: "all" },
      { account: "mo", name: "Mo Banks", role: "approver", engines: ["tie", "labs"] },
    ],
    groups: [{ group: "integration-readers", role: "viewer", engines: "all" }],
    tokens: [
      {
        ...{ id: "0123456789abcdef", name: "haproxy-a", role: "viewer", engines: ["tie"], createdBy: "J. Okafor" },
        ...{ expiresAt: "2026-12-01T09:00:00.000Z", isOver: false, lastUsedAt: null },
      },
    ],
    engines: [
      {
        ...{ engineId: "labs", nodeId: "labs-a", product: "rhapsody", takenAt: "2026-11-23T02:01:00.000Z" },
        accounts: [
          { kind: "access-group", name: "Operators", digest: digestOf("operators"), roles: null },
          { kind: "user", name: "m.banks", digest: digestOf("m.banks"), roles: ["Administrators", "Operators"] },
        ],
      },
      { engineId: "pacs", nodeId: "pacs-a", product: "mirth-connect", takenAt: null, accounts: null },
    ],
    last: {
      ...{ record: 12, at: "2026-08-03T09:00:00.000Z", by: "Mo Banks", digest: digestOf("before") },
      ...{ outcome: "changes-wanted", note: "The token of the old proxy is to be revoked" },
    },
    changed: [{ about: "token", change: "removed", who: "haproxy-old", detail: "viewer" }],
    ...{ dueAt: "2026-11-01T09:00:00.000Z", isOverdue: true, record: null },
  };
}

const MARKERS: readonly ComplianceMarker[] = [
  { at: "2026-11-10T02:05:00Z", what: "policy", engineId: null, detail: ["policy/waivers.yaml"] },
  { at: "2026-11-17T02:05:00Z", what: "reader", engineId: "tie", detail: ["mirth-connect/9"] },
];

const DAY_MS = 86_400_000;
const NIGHTS: readonly Band[] = ["in-lockstep", "authorised", "unauthorised", "in-lockstep", "unknown", "authorised"];

/** A run a night, good for 20 hours, for sixty nights up to now. */
function inventedPoints(engineIds: readonly string[]): readonly CompliancePoint[] {
  return engineIds.flatMap((engineId, row) =>
    Array.from({ length: 60 }, (_, night) => {
      const at = Date.parse(AT) - (60 - night) * DAY_MS;
      const band = NIGHTS[Math.floor(night / 5 + row) % NIGHTS.length] ?? "unknown";
      return { engineId, at: new Date(at).toISOString(), until: new Date(at + DAY_MS * 0.83).toISOString(), band };
    }),
  );
}

const VERSIONS = [
  { commit: "a".repeat(40), takenAt: "2026-11-20T02:00:00Z", digest: digestOf("PAS ADT In") },
  { commit: "d".repeat(40), takenAt: "2026-10-02T02:00:00Z", digest: digestOf("PAS ADT In before") },
];

const FACTS: NodeFacts = {
  engineVersion: "4.5.2",
  operability: [
    { kind: "channel", key: "1", operability: "deployed", state: "STARTED", queued: 12 },
    { kind: "channel", key: "2", operability: "deployed", state: "STOPPED", queued: 0 },
  ],
  expiries: [{ what: "certificate", name: "tie-a.hospital.test", expires: "2026-12-31T00:00:00Z" }],
};

function explained(engineId: string, report: EngineReport | undefined) {
  const readiness = report?.readiness;
  return {
    schema: "lockstep/explain@1" as const,
    ready: {
      schema: "lockstep/ready@1" as const,
      engineId,
      at: AT,
      verdict: readiness?.verdict ?? ("unknown" as const),
      scope: "configuration-ready, not data-ready" as const,
      runId: report === undefined ? null : "run-0042",
      asOf: readiness?.asOf ?? null,
      expiresAt: readiness?.expiresAt ?? null,
      ageSeconds: report === undefined ? null : 240,
      reasons: readiness?.reasons ?? [],
    },
    report: report ?? null,
  };
}

function viewOf(engineId: string, report: EngineReport | undefined, id: string): FindingView | undefined {
  const finding = report === undefined ? undefined : findFinding(report, id);
  if (report === undefined || finding === undefined) return undefined;
  const seen = { runId: "run-0040", seq: 40, at: "2026-11-22T02:05:00Z" };
  const node = { commit: "a".repeat(40), at: "2026-11-23T02:01:00Z", approver: null, ticket: null, versions: VERSIONS };
  return {
    schema: "lockstep/finding-view@1",
    engineId,
    runId: "run-0042",
    finding,
    waits: report.waiting.includes(finding.id),
    proposal: finding.case === "production-changed" ? { number: 3, key: "flow-adt", kind: "adopt" } : null,
    sides: [
      {
        ...{ side: "baseline", nodeId: null, commit: "b".repeat(40), at: "2026-11-02T10:00:00Z", approver: "Mo Banks" },
        ...{ ticket: "CHG0041200", versions: [] },
      },
      { side: "production", nodeId: "tie-a", ...node },
      { side: "standby", nodeId: "tie-b", ...node },
    ],
    history: {
      firstSeen: seen,
      runs: 3,
      verdicts: [{ ...seen, verdict: finding.authorisation.verdict, ticket: null }],
    },
  };
}

function standingOf(report: EngineReport): EngineStanding {
  const { engineId, name, product, mode, readiness, findings, waiting } = report;
  const open = findings.filter(({ explainedBy }) => explainedBy === null).length;
  const asOf = readiness.asOf;
  return {
    ...{ engineId, product, mode, owner: "Integration team" },
    ...(name === undefined ? {} : { name }),
    readiness: {
      ...{ verdict: readiness.verdict, byOverride: false, asOf, expiresAt: readiness.expiresAt, ageSeconds: 240 },
      reasons: readiness.reasons.map(({ code }) => code),
    },
    conformity: { state: open === 0 ? "in-lockstep" : "drifted", count: open, asOf },
    authorisation: { state: waiting.length === 0 ? "nothing-waits" : "waits", count: waiting.length, asOf },
    freshness: { state: report.baseline === null ? "stale" : "fresh", count: report.baseline === null ? 1 : 0, asOf },
    operability: { state: open > 2 ? "differs" : "as-declared", count: open > 2 ? 1 : 0, asOf },
    access: { state: report.baseline === null ? "refused" : "ok", count: report.baseline === null ? 1 : 0, asOf },
  };
}

function inventedRun() {
  const look = { takenAt: "2026-11-23T02:01:00Z", changed: false, problems: [] };
  return {
    ...{ runId: "run-0042", seq: 42, hash: digestOf("run"), at: AT, policyCommit: "c".repeat(40), problems: [] },
    occasion: { schedule: "nightly", at: "2026-11-23T02:00:00Z" },
    engines: inventedEngines().map(({ engineId, readiness, findings, waiting }) => ({
      ...{ engineId, verdict: readiness.verdict, findings: findings.length, waiting: waiting.length },
      expiresAt: readiness.expiresAt,
      looks: [
        { nodeId: `${engineId}-a`, role: "primary" as const, ...look },
        { nodeId: `${engineId}-b`, role: "standby" as const, ...look },
      ],
    })),
  };
}

/** A proposal as an estate without a Git host keeps it. */
export function inventedProposal(): ProposalView {
  const proposal = tenRowProposal();
  const { engineId, key, kind, cause, digest, severity, tier, owners, ticket, verdict, unauthorised } = proposal;
  const title = "Changes on the Trust integration engine";
  const openedAt = "2026-11-22T02:05:00Z";
  return {
    schema: "lockstep/proposal-view@1",
    summary: {
      ...{ number: 3, title, openedAt, changes: proposal.changes.length },
      ...{ engineId, key, kind, cause, digest, severity, tier, owners, ticket, verdict, unauthorised },
    },
    proposal,
    review: {
      schema: "lockstep/kept-review@1",
      ...{ number: 3, branch: `drift/${engineId}/${key}`, base: "main", title, body: "", state: "open", head: null },
      ...{
        author: "lockstep",
        labels: [],
        openedAt,
        endedAt: null,
        endedBy: null,
        mergeCommit: null,
        comments: [],
        opinions: [],
      },
    },
  };
}
