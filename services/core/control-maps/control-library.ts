import type { ControlCrosswalk, ControlExpectations, ControlMap, MappedIndicator } from "#schemas/control-map";
import type { SignalId } from "../evidence/signals.js";

/** What a pack says to an outcome. */
export interface OutcomeMapping {
  readonly contribution: string;
  readonly residualGap: string;
  readonly evidence: readonly SignalId[];
  readonly counterEvidence: readonly SignalId[];
  readonly indicators: readonly IndicatorMapping[];
}

export interface IndicatorMapping extends Pick<MappedIndicator, "ref"> {
  /** It says what is lacking: what speaks for it speaks against the organisation. */
  readonly isLacking: boolean;
  readonly evidence: readonly SignalId[];
  readonly counterEvidence: readonly SignalId[];
}

export interface EditionOutcome {
  readonly id: string;
  readonly title: string;
  /** Columns that its indicators stand in; none: it has no indicators. */
  readonly columns: readonly string[];
  /** `undefined`: a pack holds nothing for it. */
  readonly mapping: OutcomeMapping | undefined;
}

/** An edition of a framework with everything that its file only refers to. */
export interface ControlEdition
  extends Pick<
    ControlMap,
    "framework" | "edition" | "title" | "status" | "catalogue" | "basis" | "assessmentYear" | "notes"
  > {
  /** `<framework>@<edition>`. */
  readonly ref: string;
  readonly numbering: string;
  readonly outcomes: readonly EditionOutcome[];
}

/** Every edition that can be named, what leads from one to another, and what the organisation loaded. */
export interface ControlLibrary {
  /** By `<framework>@<edition>`, in that order. */
  readonly editions: ReadonlyMap<string, ControlEdition>;
  readonly crosswalks: readonly ControlCrosswalk[];
  readonly expectations: readonly ControlExpectations[];
}
