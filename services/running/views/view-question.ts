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
import type { ComplianceAsked, ComplianceSeen, Paged, RecordPage, ViewPage } from "#services/ports/estate-views";

/** What can be asked for, by name: the question's fields, and what it gives. */
interface Views {
  readonly overview: View<object, EstateOverview>;
  readonly engine: View<{ readonly engineId: string }, ExplainReport>;
  readonly finding: View<{ readonly engineId: string; readonly findingId: string }, FindingView | undefined>;
  readonly snapshots: View<{ readonly engineId: string; readonly nodeId: string }, readonly NodeSnapshot[]>;
  readonly snapshot: View<{ readonly selector: string }, ShowReport>;
  readonly artefact: View<{ readonly selector: string; readonly artefact: string }, HistoryReport>;
  readonly runs: View<ViewPage, Paged<RunSummary>>;
  readonly run: View<{ readonly runId: string }, RunSummary | undefined>;
  readonly records: View<RecordPage, Paged<RecordSummary>>;
  readonly record: View<{ readonly seq: number }, LedgerRecord | undefined>;
  readonly proposals: View<object, readonly ProposalSummary[]>;
  readonly proposal: View<{ readonly name: string }, ProposalView | undefined>;
  readonly decisions: View<object, Decisions>;
  readonly access: View<object, AccessReview>;
  readonly evidenceChoices: View<object, EvidenceChoices>;
  readonly policyHealth: View<object, PolicyTestReport>;
  readonly compliance: View<ComplianceAsked, ComplianceSeen>;
  readonly serviceLevels: View<{ readonly month: string }, ServiceLevelsReport>;
}

interface View<Asked, Given> {
  readonly asked: Asked;
  readonly given: Given;
}

export type ViewName = keyof Views;

/** One question, as plain data. */
export type ViewQuestion<Name extends ViewName = ViewName> = {
  [N in Name]: { readonly view: N } & Views[N]["asked"];
}[Name];

export type ViewValue<Name extends ViewName> = Views[Name]["given"];

/** An answer, and the instant from which it is to be made anew although nothing was written. */
export interface MadeView<Name extends ViewName = ViewName> {
  readonly value: ViewValue<Name>;
  readonly at: string;
  readonly goodUntil: string;
}

/** Makes what pages and API show; it may take seconds. */
export interface ViewMaker {
  /** @throws LockstepError */
  make(question: ViewQuestion): Promise<MadeView>;
  close(): Promise<void>;
}
