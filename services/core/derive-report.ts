import canonicalize from "canonicalize";
import type { SingleHandedDecision } from "#schemas/authorisation";
import type { EngineReport, NodeReport } from "#schemas/check-report";
import type { Engine, EngineNode } from "#schemas/estate";
import type { KnownExercise } from "#schemas/exercise";
import type { Finding } from "#schemas/finding";
import type { PassingChange } from "#schemas/passing-change";
import type { Policy } from "#schemas/policy";
import type { Readiness } from "#schemas/readiness";
import type { Look, UntoldTime } from "#schemas/run";
import type { Coverage, Snapshot } from "#schemas/snapshot";
import { assessReadiness } from "./assess-readiness.js";
import { policyDigestOf } from "./authorisation/policy-digest.js";
import { singleHandedDecisions } from "./authorisation/single-handed-decisions.js";
import type { ErrorCode } from "./errors.js";
import { type AcceptedGaps, leaveOutGaps } from "./readiness/accepted-gaps.js";
import { exerciseHoldsUntil, exerciseReasons } from "./readiness/exercise-reasons.js";
import { gapNotes } from "./readiness/gap-notes.js";
import { isUnauthorised } from "./readiness/is-unauthorised.js";
import { passingReasons } from "./readiness/passing-reasons.js";
import type { NodeView, Problem, ReadinessInput } from "./readiness/readiness-input.js";
import { singleHandedNote } from "./readiness/single-handed-note.js";
import { uncarriedNotes } from "./readiness/uncarried-notes.js";
import { unmatchedRules } from "./readiness/unmatched-rules.js";
import { settleSeverity } from "./settle-severity.js";
import { compareText } from "./text/compare-text.js";
import { digestOf } from "./text/digest.js";

/** One node with the look that was taken at it and the snapshot that is judged. */
export interface JudgedNode {
  readonly node: EngineNode;
  readonly look: Look;
  /** As stored; `undefined` where the node has never been read. */
  readonly snapshot: Snapshot | undefined;
}

export interface ReportInput {
  /** With the roles that hold now. */
  readonly engine: Engine;
  /** As `estate.yaml` declares it. */
  readonly declared: Engine;
  readonly at: string;
  readonly policy: Policy;
  readonly policyCommit: string;
  readonly production: JudgedNode;
  readonly standby: JudgedNode;
  readonly baseline: ReadinessInput["baseline"];
  readonly baselineReport: EngineReport["baseline"];
  readonly findings: readonly Finding[];
  readonly problems: readonly Problem[];
  /** Every artefact of either node, to see which rules speak of none. */
  readonly entries: Snapshot["entries"];
  readonly interfaceKinds: readonly string[];
  readonly hidingKinds?: readonly string[] | undefined;
  readonly purged?: ReadinessInput["purged"];
  readonly overrides?: ReadinessInput["overrides"];
  /** What people have accepted as not read. Default: nothing. */
  readonly gaps?: AcceptedGaps;
  /** What the run before counted; see `singleHandedDecisions`. */
  readonly singleHanded?: readonly SingleHandedDecision[] | undefined;
  /** Of each kind the latest exercise that proved the engine. Left out: none is asked for. */
  readonly exercised?: readonly KnownExercise[] | undefined;
  /** What came and went between looks. Default: nothing. */
  readonly passing?: readonly PassingChange[];
  /** Where that cannot be told. Default: nowhere. */
  readonly untold?: readonly UntoldTime[] | undefined;
  /** Expected differences, by id, whose artefacts are there and whose path leads to nothing in them. */
  readonly pathless?: readonly string[];
}

const NO_GAPS: AcceptedGaps = { open: [], idle: [] };

/** Makes an engine's report from stored inputs alone: the same inputs give the same bytes, years later too. */
export function deriveReport(input: ReportInput): EngineReport {
  const singleHanded = singleHandedDecisions(input.findings, input.singleHanded ?? [], input.at);
  const { engine, policy, at, findings, gaps = NO_GAPS, passing = [], untold = [] } = input;
  const readiness = assessReadiness({
    engine,
    at,
    policy,
    production: viewOf(input.production, gaps),
    standby: viewOf(input.standby, gaps),
    baseline: input.baseline,
    findings,
    problems: input.problems,
    notes: [
      ...swappedRoles(input),
      ...gapNotes(gaps, engine.owner),
      ...singleHandedNote(singleHanded, engine.owner),
      ...uncarriedNotes(findings, at),
      ...unmatchedRules({
        engine,
        policy,
        at,
        findings,
        entries: input.entries,
        pathless: input.pathless ?? [],
        areComparable: isSeen(input),
      }),
    ],
    interfaceKinds: input.interfaceKinds,
    hidingKinds: input.hidingKinds,
    purged: input.purged,
    overrides: input.overrides,
    practice: exerciseReasons(input),
    practiceHoldsUntil: exerciseHoldsUntil(input),
    passing: passingReasons({ passing, untold, control: policy.changeControl, owner: engine.owner }),
  });
  return {
    engineId: engine.id,
    ...(engine.name === undefined ? {} : { name: engine.name }),
    product: engine.product,
    mode: policy.settings.mode,
    baseline: input.baselineReport,
    policyCommit: input.policyCommit,
    changeControl: policyDigestOf(policy),
    ...(passing.length === 0 ? {} : { passing: [...passing] }),
    ...(singleHanded.length === 0 ? {} : { singleHanded }),
    readiness,
    nodes: [input.production, input.standby].map((node) => nodeReport(node, policy, at)),
    findings: findings.map((finding) => settleSeverity(finding, policy.changeControl)),
    waiting: findings.filter((finding) => isUnauthorised(finding, policy.changeControl)).map(({ id }) => id),
    otherStandbys: [],
  };
}

/** What was not compared may hold any finding. */
function isSeen({ production, standby }: ReportInput): boolean {
  return production.snapshot !== undefined && standby.snapshot !== undefined;
}

/** A note where the nodes' own word on their roles was followed, and not the estate's. */
function swappedRoles({ engine, declared, production }: ReportInput): Readiness["reasons"] {
  const primary = declared.nodes.find(({ role }) => role === "primary")?.id;
  if (primary === undefined || primary === production.node.id) return [];
  return [
    {
      code: "roles-swapped",
      verdict: "ready",
      message: `${production.node.id} says that it is the primary now; estate.yaml declares ${primary}. Judged by what runs.`,
      owner: engine.owner,
      action: "Declare the new roles in estate.yaml if they are to stay.",
      findings: [],
    },
  ];
}

/** Puts the verdicts on the other standbys beside the one that counts. */
export function withOtherStandbys(report: EngineReport, others: readonly EngineReport[]): EngineReport {
  return {
    ...report,
    otherStandbys: others.map(({ nodes, readiness, findings }) => ({
      nodeId: nodes.at(-1)?.nodeId ?? "",
      verdict: readiness.verdict,
      blocking: findings.filter((finding) => finding.blocksReadiness).length,
      reasons: readiness.reasons.map((reason) => reason.message),
    })),
  };
}

/** What a run's record keeps of a report, to hold a later derivation against. */
export function reportDigest(report: EngineReport): string {
  return digestOf(canonicalize(report) ?? "");
}

/** The stored snapshot as this look saw it: when it was last seen to hold, how far off the clock was, how much was read. */
export function asSeen({ snapshot, look }: Pick<JudgedNode, "snapshot" | "look">): Snapshot | undefined {
  if (snapshot === undefined) return undefined;
  const { clockSkewMs } = look;
  return {
    ...snapshot,
    takenAt: look.seenAt ?? snapshot.takenAt,
    coverage: inOrder(look.coverage ?? snapshot.coverage),
    facts: { ...snapshot.facts, ...(clockSkewMs === undefined ? {} : { clockSkewMs }) },
  };
}

/** The ledger writes properties in an order of its own: what is shown again must be the same to the byte. */
function inOrder({ complete, kinds, unread }: Coverage): Coverage {
  const sorted = Object.entries(kinds).sort(([a], [b]) => compareText(a, b));
  return {
    complete,
    kinds: Object.fromEntries(sorted),
    unread: unread.map(({ source, code, message }) => ({ source, code, message })),
  };
}

/** The judgement sees a node without what is accepted as unread; the report shows it as it was read. */
function viewOf(judged: JudgedNode, gaps: AcceptedGaps): NodeView {
  const seen = asSeen(judged);
  return {
    nodeId: judged.node.id,
    snapshot: seen && leaveOutGaps(seen, gaps),
    problems: judged.look.problems.map((problem) => ({ ...problem, code: problem.code as ErrorCode })),
  };
}

function nodeReport(judged: JudgedNode, policy: Policy, at: string): NodeReport {
  const { node, look } = judged;
  const seen = asSeen(judged);
  const [problem] = look.problems;
  return {
    nodeId: node.id,
    role: look.role,
    engineVersion: seen?.facts.engineVersion ?? null,
    access: accessOf(look),
    ...(problem === undefined ? {} : { fault: problem.code }),
    freshness: seen === undefined ? "never" : isStale(seen.takenAt, policy, at) ? "stale" : "fresh",
    coverage: seen?.coverage ?? { complete: false, kinds: {}, unread: [] },
    snapshot:
      seen === undefined || look.commit === null
        ? null
        : { commit: look.commit, digest: seen.digest, takenAt: seen.takenAt, changed: look.changed },
  };
}

function accessOf(look: Look): NodeReport["access"] {
  if (look.problems.length === 0) return "ok";
  return look.problems.some(({ code }) => code === "login-refused" || code === "login-locked")
    ? "refused"
    : "unreachable";
}

function isStale(takenAt: string, policy: Policy, at: string): boolean {
  return Date.parse(at) - Date.parse(takenAt) > policy.settings.maxSnapshotAgeMinutes * 60_000;
}
