import type { ControlMap, ControlOutcome, ControlWords } from "#schemas/control-map";
import { EVIDENCE_SIGNALS, isSignalId, type SignalKind } from "../evidence/signals.js";
import type { SchemaProblem } from "../policy/check-schema.js";
import { isDay } from "../policy/is-day.js";
import { suggestWord } from "../text/suggest-word.js";
import { findLevelClaim } from "./find-level-claim.js";

/** What outcomes may refer to, beside their own file. */
export interface SharedWords {
  readonly words: ControlWords["words"];
}

/** Finds what a map says that cannot be so: every problem, each with its place. */
export function findMapProblems(map: ControlMap, shared: SharedWords): SchemaProblem[] {
  const outcomes = map.outcomes ?? [];
  return [
    ...yearProblems(map),
    ...(outcomes.length > 0 === (map.outcomesOf !== undefined) ? [NEITHER_OR_BOTH] : []),
    ...map.notes.flatMap((note, index) => claimProblems(note, `/notes/${index}`)),
    ...outcomes.flatMap((outcome, index) => {
      const path = `/outcomes/${index}`;
      const twice = outcomes.findIndex(({ id }) => id === outcome.id) < index;
      return [
        ...(twice ? [{ path, message: `names outcome '${outcome.id}' twice`, remedy: "Take one of them out." }] : []),
        ...outcomeProblems(outcome, map, shared, path),
      ];
    }),
  ];
}

/** Finds the same in words that several maps share. */
export function findWordsProblems({ words }: ControlWords): SchemaProblem[] {
  return Object.entries(words).flatMap(([name, said]) => [
    ...textProblems(said, `/words/${name}`),
    ...signalProblems(said, `/words/${name}`),
  ]);
}

const NEITHER_OR_BOTH: SchemaProblem = {
  path: "/outcomes",
  message: "are listed here and taken from another edition, or neither",
  remedy: "Give outcomes, or outcomesOf, and not both.",
};

function yearProblems({ assessmentYear }: ControlMap): SchemaProblem[] {
  if (assessmentYear === undefined) return [];
  const { first, last } = assessmentYear;
  if (isDay(first) && isDay(last) && first < last) return [];
  return [
    {
      path: "/assessmentYear",
      message: `'${first}' to '${last}' is no stretch of days`,
      remedy: "Give two days of the calendar, the first one first.",
    },
  ];
}

function outcomeProblems(outcome: ControlOutcome, map: ControlMap, shared: SharedWords, path: string): SchemaProblem[] {
  const columns = outcome.columns ?? map.columns;
  const indicators = outcome.indicators ?? [];
  return [
    ...wordsProblems(outcome, shared, path),
    ...textProblems(outcome, path),
    ...signalProblems(outcome, path),
    ...indicators.flatMap((indicator, index) => {
      const place = `${path}/indicators/${index}`;
      return [
        ...columnProblems(indicator.ref, columns, place),
        ...signalProblems(indicator, place),
        ...(indicators.findIndex(({ ref }) => ref === indicator.ref) < index
          ? [{ path: place, message: `names indicator '${indicator.ref}' twice`, remedy: "Put both in one." }]
          : []),
      ];
    }),
  ];
}

/** Either all of it is said, by words of its own or shared ones, or nothing is. */
function wordsProblems(outcome: ControlOutcome, shared: SharedWords, path: string): SchemaProblem[] {
  const { words, contribution, residualGap, evidence, counterEvidence, indicators } = outcome;
  if (words !== undefined && !Object.hasOwn(shared.words, words)) {
    const meant = suggestWord(words, Object.keys(shared.words));
    const remedy = `${meant === undefined ? "" : `Did you mean '${meant}'? `}Or give contribution and residualGap.`;
    return [{ path: `${path}/words`, message: `'${words}' are no words that ship`, remedy }];
  }
  const said = words !== undefined || (contribution !== undefined && residualGap !== undefined);
  const mapped = [contribution, residualGap, evidence, counterEvidence, indicators].some((part) => part !== undefined);
  if (said || !mapped) return [];
  return [
    {
      path,
      message: `maps '${outcome.id}' without saying what is contributed and what is not shown`,
      remedy: "Give words, or both contribution and residualGap.",
    },
  ];
}

function textProblems(
  texts: { readonly contribution?: string; readonly residualGap?: string },
  path: string,
): SchemaProblem[] {
  return (["contribution", "residualGap"] as const).flatMap((key) => claimProblems(texts[key] ?? "", `${path}/${key}`));
}

function claimProblems(text: string, path: string): SchemaProblem[] {
  const claim = findLevelClaim(text);
  if (claim === undefined) return [];
  return [
    {
      path,
      message: `says '${claim}', which is for an assessor to say`,
      remedy: "Say what was observed, what it contributes and what it does not show.",
    },
  ];
}

function columnProblems(ref: string, columns: readonly string[], path: string): SchemaProblem[] {
  const [column = ""] = ref.split("#");
  if (columns.includes(column)) return [];
  const has = columns.length === 0 ? "it has none" : `it has ${columns.join(", ")}`;
  return [
    { path, message: `'${ref}' stands in no column of this outcome`, remedy: `Check it against the edition: ${has}.` },
  ];
}

function signalProblems(
  named: { readonly evidence?: readonly string[]; readonly counterEvidence?: readonly string[] },
  path: string,
): SchemaProblem[] {
  return [
    ...(named.evidence ?? []).flatMap((id) => signalProblem(id, "for", `${path}/evidence`)),
    ...(named.counterEvidence ?? []).flatMap((id) => signalProblem(id, "against", `${path}/counterEvidence`)),
  ];
}

function signalProblem(id: string, direction: SignalKind["speaks"], path: string): SchemaProblem[] {
  if (!isSignalId(id)) {
    const meant = suggestWord(id, Object.keys(EVIDENCE_SIGNALS));
    const remedy = `${meant === undefined ? "" : `Did you mean '${meant}'? `}There are: ${Object.keys(EVIDENCE_SIGNALS).join(", ")}.`;
    return [{ path, message: `'${id}' is no signal of a pack`, remedy }];
  }
  if (EVIDENCE_SIGNALS[id].speaks === direction) return [];
  const other = direction === "for" ? "counterEvidence" : "evidence";
  return [{ path, message: `'${id}' speaks the other way`, remedy: `Name it under ${other}.` }];
}
