import { findAddresses } from "./depth/find-addresses.js";
import { findBirths } from "./depth/find-births.js";
import { findRecordNumbers } from "./depth/find-record-numbers.js";
import { flattenText } from "./depth/flatten-text.js";
import { isIssuedNumber } from "./depth/is-issued-number.js";
import { isLabelledOtherwise } from "./depth/is-labelled-otherwise.js";
import { nameColumns } from "./depth/name-columns.js";
import { peelText } from "./depth/peel-text.js";
import { nhsNumberInContext } from "./patient-data/nhs-number-in-context.js";
import type { PatientDataKind, PatientFinding } from "./patient-data/patient-rule.js";
import { PATIENT_RULES } from "./scan-patient-data.js";
import type { TextSpan } from "./text-span.js";
import { createTriggerIndex } from "./trigger-index.js";

/** What of a text is, or looks like, a patient's. */
export interface Sighting {
  readonly kind: PatientDataKind | "address";
  /** As it stands there once it is decoded: never told to anybody. */
  readonly text: string;
}

/**
 * Finds patient data in a text that is to leave the house: what masking finds, and more, also under layers of encoding and apart from its label. It masks
 * nothing, so it may grow and narrow without anything that is stored becoming another. Each once, in no order that means anything; in time that grows with the
 * length alone.
 */
export function scanInDepth(text: string): readonly Sighting[] {
  const found = new Map<string, Sighting>();
  let layer = text;
  for (let depth = 0; depth < MOST_LAYERS; depth += 1) {
    for (const sighting of scanLayer(layer)) found.set(`${sighting.kind} ${sighting.text}`, sighting);
    const inner = peelText(layer);
    if (inner === layer) break;
    layer = inner;
  }
  return [...found.values()];
}

/** Nobody wraps a value so often, and a hostile text ends somewhere. */
const MOST_LAYERS = 10;

/** What is encoded is looked for one layer further in. */
const lookThrough = createTriggerIndex<PatientFinding>(
  PATIENT_RULES.filter(({ triggers }) => !triggers.includes("base64,")),
);
const lookThroughWords = createTriggerIndex<PatientFinding>([nhsNumberInContext]);

function* scanLayer(text: string): Generator<Sighting> {
  yield* sightingsOf(text, lookThrough(text));
  const flat = flattenText(text);
  const columns = nameColumns(text);
  for (const words of columns === undefined ? [flat] : [flat, flattenText(columns)]) {
    yield* sightingsOf(words, lookThroughWords(words));
    yield* cutOut(words, "demographics", findBirths(words));
    yield* cutOut(words, "record-number", findRecordNumbers(words));
    yield* cutOut(words, "address", findAddresses(words));
  }
}

function* sightingsOf(text: string, findings: readonly PatientFinding[]): Generator<Sighting> {
  for (const { kind, places } of findings) {
    yield* cutOut(
      text,
      kind,
      places.filter((place) => (kind === "nhs-number" ? isSomebodys(text, place) : !isGrammar(text, place))),
    );
  }
}

function isSomebodys(text: string, { start, end }: TextSpan): boolean {
  return isIssuedNumber(text.slice(start, end)) && !isLabelledOtherwise(text, start);
}

/** Says whether a segment is one of a message's definition: brackets stand where data would, `PID|[|PD1|]|[|{|NK1`. */
function isGrammar(text: string, { start, end }: TextSpan): boolean {
  return /(?:^|\|)[[\]{}](?:\||$)/.test(text.slice(start, Math.min(end, start + GRAMMAR_REACH)));
}

const GRAMMAR_REACH = 200;

function* cutOut(text: string, kind: Sighting["kind"], places: readonly TextSpan[]): Generator<Sighting> {
  for (const { start, end } of places) {
    const seen = text.slice(start, end);
    yield { kind, text: kind === "nhs-number" ? seen.replace(/\D/g, "") : seen };
  }
}
