import type { ControlRow } from "#schemas/control-row";
import { EVIDENCE_SIGNALS, type Signal, type SignalId } from "../evidence/signals.js";
import type {
  ControlEdition,
  ControlLibrary,
  EditionOutcome,
  IndicatorMapping,
  OutcomeMapping,
} from "./control-library.js";

/**
 * Puts what was observed in a period beside the outcomes of an edition, in the order of the edition: those that a pack has something to say
 * to. An indicator is named where something was seen for it or against it, and only then; no level is ever named.
 */
export function mapControls(
  edition: ControlEdition,
  signals: readonly Signal[],
  { expectations }: Pick<ControlLibrary, "expectations"> = { expectations: [] },
): ControlRow[] {
  const seen = new Map(signals.map((signal) => [signal.id, signal]));
  const loaded = expectations.find((other) => other.edition === edition.ref);
  return edition.outcomes.flatMap((outcome) => {
    if (outcome.mapping === undefined) return [];
    const level = loaded?.expectedLevels[outcome.id];
    return [
      {
        ...rowOf(edition, outcome, outcome.mapping, seen),
        ...(loaded === undefined || level === undefined ? {} : { loaded: { level, source: loaded.source } }),
      },
    ];
  });
}

type Seen = ReadonlyMap<SignalId, Signal>;

function rowOf(
  { ref, numbering }: ControlEdition,
  { id, title }: EditionOutcome,
  mapping: OutcomeMapping,
  seen: Seen,
): ControlRow {
  const named = signalsOf(mapping).filter((signal) => seen.has(signal));
  return {
    ref: `${ref}#${id}`,
    outcome: id,
    title,
    indicators: mapping.indicators.flatMap((indicator) => indicatorRows(indicator, numbering, seen)),
    observed: named.map((signal) => seen.get(signal)?.told ?? ""),
    evidence: [...new Set(named.flatMap((signal) => EVIDENCE_SIGNALS[signal].files))].sort(),
    contribution: mapping.contribution,
    residualGap: mapping.residualGap,
  };
}

/** Of the outcome as a whole and of its indicators, each once, in the order of the registry. */
function signalsOf({ evidence, counterEvidence, indicators }: OutcomeMapping): readonly SignalId[] {
  const named = new Set<string>([
    ...evidence,
    ...counterEvidence,
    ...indicators.flatMap((indicator) => [...indicator.evidence, ...indicator.counterEvidence]),
  ]);
  return SIGNAL_ORDER.filter((id) => named.has(id));
}

const SIGNAL_ORDER = Object.keys(EVIDENCE_SIGNALS) as readonly SignalId[];

/** What speaks for the organisation speaks against an indicator of what is lacking. */
function indicatorRows(
  { ref, isLacking, evidence, counterEvidence }: IndicatorMapping,
  numbering: string,
  seen: Seen,
): ControlRow["indicators"] {
  const spoke = (ids: readonly SignalId[]): SignalId[] => ids.filter((id) => (seen.get(id)?.count ?? 0) > 0);
  const sides = [
    { direction: isLacking ? "against" : "for", signals: spoke(evidence) },
    { direction: isLacking ? "for" : "against", signals: spoke(counterEvidence) },
  ] as const;
  return sides.flatMap(({ direction, signals }) =>
    signals.length === 0 ? [] : [{ ref, numbering, direction, signals }],
  );
}
