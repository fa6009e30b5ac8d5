import type { AccessReview } from "#schemas/access-review";
import type { Decisions } from "#schemas/api/decisions";
import type { EstateOverview } from "#schemas/api/estate-overview";
import type { FindingView } from "#schemas/api/finding-view";
import type { NodeSnapshot } from "#schemas/api/node-snapshot";
import type { ProposalSummary } from "#schemas/api/proposal-summary";
import type { ProposalView } from "#schemas/api/proposal-view";
import type { RecordSummary } from "#schemas/api/record-summary";
import type { RunSummary } from "#schemas/api/run-summary";
import type { EvidenceChoices } from "#schemas/evidence-choices";
import type { ExplainReport } from "#schemas/explain-report";
import type { HistoryReport } from "#schemas/history-report";
import type { LedgerRecord } from "#schemas/ledger-record";
import type { PolicyTestReport } from "#schemas/policy-test-report";
import type { ServiceLevelsReport } from "#schemas/service-levels-report";
import type { ShowReport } from "#schemas/show-report";
import type { ComplianceOverTime } from "#services/core/compliance/bands";
import type { Period } from "#services/core/compliance/spans-of";

/**
 * What pages and API read of one estate: values that are kept in memory for as long as nothing that they are made of moved, and made anew
 * while whoever asks waits. What cannot be read is told as a value and not thrown.
 */
export interface EstateViews {
  /** Names the state that everything here is made of, in less than a millisecond: another text, other answers. */
  mark(): Promise<string>;
  overview(): Promise<Viewed<EstateOverview>>;
  /** Verdict and last report of an engine. The report is `null` where it was never checked. */
  engine(engineId: string): Promise<Viewed<ExplainReport>>;
  /** One finding of the last report, by its id or how that begins (8 digits at least). */
  finding(engineId: string, findingId: string): Promise<Viewed<FindingView | undefined>>;
  /** The contents of a node, newest first. */
  snapshots(engineId: string, nodeId: string): Promise<Viewed<readonly NodeSnapshot[]>>;
  /** A stored snapshot or baseline, such as `tie/tie-a~3`. */
  snapshot(selector: string): Promise<Viewed<ShowReport>>;
  /** What one artefact holds, and its versions. `artefact` is its name, key or path. */
  artefact(selector: string, artefact: string): Promise<Viewed<HistoryReport>>;
  /** Recorded runs, newest first. */
  runs(page: ViewPage): Promise<Viewed<Paged<RunSummary>>>;
  run(runId: string): Promise<Viewed<RunSummary | undefined>>;
  /** Records of the ledger, newest first. */
  records(page: RecordPage): Promise<Viewed<Paged<RecordSummary>>>;
  record(seq: number): Promise<Viewed<LedgerRecord | undefined>>;
  /** Proposals that wait for a decision, the most urgent first. */
  proposals(): Promise<Viewed<readonly ProposalSummary[]>>;
  /** One open proposal, by its number, its key or how that begins. */
  proposal(name: string): Promise<Viewed<ProposalView | undefined>>;
  decisions(): Promise<Viewed<Decisions>>;
  /** Who may do what, and when that was last reviewed. */
  access(): Promise<Viewed<AccessReview>>;
  /** What evidence packs may be asked for, and by which keys they are signed. */
  evidenceChoices(): Promise<Viewed<EvidenceChoices>>;
  /** What each rule of the policy in force hid over the recorded runs. It takes seconds when it is asked for the first time. */
  policyHealth(): Promise<Viewed<PolicyTestReport>>;
  /** Four bands over a time. Whoever asks for days by their borders asks for what is at hand. */
  compliance(asked: ComplianceAsked): Promise<Viewed<ComplianceSeen>>;
  /** One month (`YYYY-MM`) against the service levels. */
  serviceLevels(month: string): Promise<Viewed<ServiceLevelsReport>>;
}

/** A value and what it stands on. `value` is `undefined` where nothing could be read: what was read before is never shown in its place. */
export interface Viewed<T> {
  readonly value: T | undefined;
  /** When the store was last read for it, RFC 3339. */
  readonly asOf: string;
  /** Changes whenever the value does, and when it is made anew: an ETag as it is. */
  readonly mark: string;
  /** Why it could not be read now; `undefined` where it could. */
  readonly fault: ViewFault | undefined;
}

/** How engines stood over a time, and since when anybody looked. */
export interface ComplianceSeen extends ComplianceOverTime {
  /** When one of them was checked for the first time, RFC 3339; `null` where none was yet, or that is longer ago than is remembered. */
  readonly firstCheckAt: string | null;
}

/** Whose compliance, and from when to when, in milliseconds since 1970. */
export interface ComplianceAsked {
  readonly engineIds: readonly string[];
  readonly period: Period;
}

export interface ViewFault {
  /** Of the registry of errors. */
  readonly code: string;
  readonly message: string;
  readonly remedy: string;
}

/** Which part of a list: those older than `before`, a number of the ledger. */
export interface ViewPage {
  readonly limit: number;
  readonly before?: number | undefined;
  /** Only what concerns these engines, and of a run only them; left out: all. */
  readonly engineIds?: readonly string[] | undefined;
}

/** The same of records. They speak of the whole estate. */
export interface RecordPage extends Omit<ViewPage, "engineIds"> {
  readonly type?: LedgerRecord["type"] | undefined;
}

export interface Paged<T> {
  readonly items: readonly T[];
  /** To be given as `before` for what follows; `undefined` where nothing does. */
  readonly next: number | undefined;
}
