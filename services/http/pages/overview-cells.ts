import type { EngineStanding } from "#schemas/api/estate-overview";
import { type Markup, type MarkupValue, markup } from "#services/reports/html/markup";
import { capitalise } from "#services/reports/text/capitalise";
import { count } from "#services/reports/text/count";
import { millisecondsBetween, showDuration } from "#services/reports/text/describe-time";
import { describeReasons } from "#services/reports/words/describe-reason";
import { wordOf } from "#services/reports/words/standing";
import { AXES, type Axis, axisWords } from "./axis-words.js";
import { showAge } from "./show-age.js";
import { statusWords } from "./status-words.js";

/** The cells of one engine, an axis each; every one says how old what it rests on is. */
export function overviewCells(engine: EngineStanding, about: CellsAbout): readonly Markup[] {
  return [readinessCell(engine, about.at), ...AXES.map((axis) => axisCell(engine, axis, about))];
}

interface CellsAbout {
  readonly at: Date;
  /** How many of its engine somebody decides on. */
  readonly proposals: number;
  readonly proposalsLink: string;
}

/** The axes as they stand in the heading. */
export const AXIS_NAMES = ["May it fail over?", "Conformity", "Authorisation", "Freshness", "Operability", "Access"];

function readinessCell({ readiness }: EngineStanding, at: Date): Markup {
  const { verdict, byOverride, reasons, asOf, expiresAt } = readiness;
  const mark = byOverride ? "unsure" : READINESS_MARKS[verdict];
  const left = expiresAt === null ? undefined : millisecondsBetween(at.toISOString(), expiresAt);
  const end = left === undefined ? "" : left <= 0 ? ", expired" : `, good for ${showDuration(left)}`;
  const why = reasons.length === 0 ? null : markup`<small>${capitalise(describeReasons(reasons))}</small>`;
  return markup`<td>${statusWords(mark, wordOf({ verdict, byOverride }))}<small>${showAge(asOf, at)}${end}</small>${why}</td>`;
}

const READINESS_MARKS = { ready: "good", "not-ready": "bad", unknown: "unsure" } as const;

function axisCell(engine: EngineStanding, axis: Axis, { at, proposals, proposalsLink }: CellsAbout): Markup {
  const [mark, words] = axisWords(engine, axis);
  const decided =
    axis !== "authorisation" || proposals === 0
      ? null
      : markup`<small><a href="${proposalsLink}">${count(proposals, "proposal")} to be decided</a></small>`;
  return markup`<td>${statusWords(mark, words)}<small>${showAge(engine[axis].asOf, at)}</small>${decided}</td>`;
}

/** What the verdicts of an estate come to, told apart: never one light for all of it. */
export function tellVerdicts(engines: readonly EngineStanding[]): MarkupValue {
  if (engines.length === 0) return "No engine was checked, so nothing can be said.";
  const of = (word: string, wanted: (engine: EngineStanding) => boolean): string[] => {
    const number = engines.filter(wanted).length;
    return number === 0 ? [] : [`${number} ${word}`];
  };
  const told = [
    ...of("not ready to fail over", ({ readiness }) => readiness.verdict === "not-ready"),
    ...of("could not be told", ({ readiness }) => readiness.verdict === "unknown"),
    ...of("ready by override alone", ({ readiness }) => readiness.verdict === "ready" && readiness.byOverride),
    ...of("ready", ({ readiness }) => readiness.verdict === "ready" && !readiness.byOverride),
  ];
  return `Of ${count(engines.length, "engine")}: ${told.join(", ")}.`;
}
