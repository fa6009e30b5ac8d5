import type { VerdictHistory } from "#schemas/authorisation";
import type { TrailStep } from "#schemas/trace-report";
import { AUTHORISATION_VERDICTS } from "../../authorisation/authorisation-verdicts.js";
import type { SeenDifference } from "./collect-trails.js";

/** The first verdict on a change and each other one since, with what moved it; of several standbys, of each. */
export function verdictSteps({ last, changeId }: SeenDifference): TrailStep[] {
  const standbys = Object.entries(last.engineRun.verdicts ?? {});
  return standbys.flatMap(([standbyId, byFinding]) => {
    const history = byFinding[changeId]?.history;
    if (history === undefined) return [];
    const where = standbys.length > 1 ? ` as ${standbyId} was judged` : "";
    return [
      verdictStep(history.first, where, ""),
      ...history.moves.map((move) => verdictStep(move, where, becauseOf(move))),
    ];
  });
}

type Move = VerdictHistory["moves"][number];

function verdictStep({ at, verdict, ticket }: VerdictHistory["first"], where: string, because: string): TrailStep {
  const named = ticket === null ? "" : ` (${ticket})`;
  const told = `${verdict}${named}${where}: ${AUTHORISATION_VERDICTS[verdict].sentence}${because}`;
  return { at, kind: "verdict", who: null, told, record: null };
}

function becauseOf({ because, source }: Move): string {
  if (because.length === 0) return "";
  return ` Moved by: ${because.join(", ")}${source === undefined ? "" : ` (${source})`}.`;
}
