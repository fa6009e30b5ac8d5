import type { RunSummary } from "#schemas/api/run-summary";
import { escapeText } from "#services/core/text/escape-text";
import { count } from "../text/count.js";
import { VERDICT_WORDS } from "../words/standing.js";

/** Tells runs, a line for each engine of each. */
export function renderRunsTerminal(runs: readonly RunSummary[]): string {
  if (runs.length === 0) return "No run is on record.";
  return runs.map((run) => linesOf(run).join("\n")).join("\n");
}

function linesOf({ seq, at, occasion, problems, engines }: RunSummary): readonly string[] {
  const due = occasion === undefined ? "asked for" : `due by ${occasion.schedule} at ${occasion.at}`;
  const faults = problems.map(({ code }) => code).join(", ");
  return [
    escapeText(`${at}  record ${seq}  ${due}${faults === "" ? "" : `  ${faults}`}`),
    ...engines.map((engine) => escapeText(`  ${engine.engineId}  ${VERDICT_WORDS[engine.verdict]}  ${whatOf(engine)}`)),
  ];
}

function whatOf({ findings, waiting, looks, failure }: RunSummary["engines"][number]): string {
  if (failure !== undefined) return `broken off: ${failure.code}`;
  const unread = looks.filter(({ takenAt }) => takenAt === null).map(({ nodeId }) => nodeId);
  return [
    count(findings, "finding"),
    ...(waiting === 0 ? [] : [`${waiting} waiting`]),
    ...(unread.length === 0 ? [] : [`not read: ${unread.join(", ")}`]),
  ].join(", ");
}
