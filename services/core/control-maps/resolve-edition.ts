import type { ControlMap, ControlOutcome, MappedIndicator } from "#schemas/control-map";
import { isSignalId, type SignalId } from "../evidence/signals.js";
import type { ControlEdition, EditionOutcome, IndicatorMapping, OutcomeMapping } from "./control-library.js";
import type { SharedWords } from "./find-map-problems.js";

/** Puts in what a sound map only refers to: shared words, and the outcomes of the edition that it names. */
export function resolveEdition(
  map: ControlMap,
  outcomes: readonly ControlOutcome[],
  shared: SharedWords,
): ControlEdition {
  const { framework, edition, title, status, catalogue, basis, assessmentYear, notes, columns, numbering } = map;
  return {
    ref: `${framework}@${edition}`,
    framework,
    edition,
    title,
    status,
    catalogue,
    basis,
    ...(assessmentYear === undefined ? {} : { assessmentYear }),
    notes,
    numbering: numbering ?? title,
    outcomes: outcomes.map((outcome): EditionOutcome => {
      return {
        id: outcome.id,
        title: outcome.title,
        columns: outcome.columns ?? columns,
        mapping: mappingOf(outcome, map, shared),
      };
    }),
  };
}

function mappingOf(outcome: ControlOutcome, map: ControlMap, shared: SharedWords): OutcomeMapping | undefined {
  const said = outcome.words === undefined ? undefined : shared.words[outcome.words];
  const contribution = outcome.contribution ?? said?.contribution;
  const residualGap = outcome.residualGap ?? said?.residualGap;
  if (contribution === undefined || residualGap === undefined) return undefined;
  return {
    contribution,
    residualGap,
    evidence: (outcome.evidence ?? said?.evidence ?? []).filter(isSignalId),
    counterEvidence: (outcome.counterEvidence ?? said?.counterEvidence ?? []).filter(isSignalId),
    indicators: (outcome.indicators ?? []).map((indicator) => indicatorOf(indicator, map)),
  };
}

function indicatorOf(
  { ref, evidence = [], counterEvidence = [] }: MappedIndicator,
  { lackingColumns = [] }: ControlMap,
): IndicatorMapping {
  const [column = ""] = ref.split("#");
  return {
    ref,
    isLacking: lackingColumns.includes(column),
    evidence: known(evidence),
    counterEvidence: known(counterEvidence),
  };
}

function known(ids: readonly string[]): readonly SignalId[] {
  return ids.filter(isSignalId);
}
