import type { ControlRow } from "#schemas/control-row";
import type { EvidenceParameters } from "#schemas/evidence-parameters";
import { count } from "../text/count.js";
import { cutText } from "../text/cut-text.js";
import { endSentence } from "../text/end-sentence.js";
import { showPeriod } from "./show-period.js";

/** What a pack says to one outcome, in the order in which it is read. */
export interface ControlText {
  readonly opening: string;
  readonly observed: readonly string[];
  readonly contributes: string;
  readonly indicators: readonly string[];
  readonly doesNotShow: string;
  readonly responsible: string;
  /** `undefined`: the organisation loaded nothing. */
  readonly loaded: string | undefined;
  readonly files: readonly string[];
}

/** Words what was observed beside one outcome. No level is ever named but one that the organisation loaded as its own, and that is held against nothing. */
export function describeControl(row: ControlRow, parameters: EvidenceParameters): ControlText {
  const observed = row.observed.map((sentence) => cutText(endSentence(sentence), 600));
  return {
    opening: `For the ${count(parameters.engines.length, "integration engine")} in scope, ${showPeriod(parameters)}, the service observed${observed.length === 0 ? " nothing that speaks to this outcome." : ":"}`,
    observed,
    contributes: `This contributes to outcome ${cutText(row.outcome, 40)}. ${cutText(endSentence(row.contribution), 1000)}`,
    indicators: row.indicators.map(describeIndicator),
    doesNotShow: cutText(endSentence(row.residualGap), 1000),
    responsible: "The organisation remains responsible for its own assessment.",
    loaded:
      row.loaded === undefined
        ? undefined
        : `The organisation loaded ${cutText(row.loaded.level, 80)} as its own target, from ${cutText(row.loaded.source, 200)}. It is shown as loaded, and nothing here is held against it.`,
    files: row.evidence.map((file) => cutText(file, 120)),
  };
}

function describeIndicator({ ref, numbering, direction, signals }: ControlRow["indicators"][number]): string {
  const speaks = direction === "for" ? "what was observed speaks for it" : "what was observed speaks against it";
  return `${cutText(numbering, 60)} indicator ${cutText(ref, 40)}: ${speaks} (${signals.map((signal) => cutText(signal, 60)).join(", ")}).`;
}
