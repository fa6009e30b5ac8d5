import type { Estate } from "#schemas/estate";
import type { EvidenceParameters } from "#schemas/evidence-parameters";
import type { ControlLibrary } from "../control-maps/control-library.js";
import { getEdition } from "../control-maps/get-edition.js";
import { LockstepError } from "../errors.js";
import { compareText } from "../text/compare-text.js";
import { instantsOf } from "./evidence-days.js";

/** What somebody asks a pack for. */
export interface EvidenceRequest {
  /** First and last day, `YYYY-MM-DD`, both included. */
  readonly firstDay: string;
  readonly lastDay: string;
  /** `<framework>@<edition>`, or a framework alone. Default: the edition of the assessment year in which the period ends. */
  readonly framework?: string | undefined;
  /** Default: every engine of the estate. */
  readonly engineIds?: readonly string[] | undefined;
  /** The time of making, as an instant. */
  readonly at: string;
  /** The program that makes it. */
  readonly generator: string;
}

/** The zone in which days of evidence are counted: that of the assessment year. */
export const EVIDENCE_ZONE = "Europe/London";

/** What of an estate the parameters name; branches are read once the engines are known. */
export interface PlannedFrom {
  readonly estate: Pick<Estate, "estate" | "organisation" | "odsCode" | "engines">;
  readonly library: Pick<ControlLibrary, "editions">;
}

/**
 * Works out what a pack is to be made of, but for head and branches. A period that is not over ends with the time of making.
 *
 * @throws LockstepError `usage` for a period that has not begun or ends before it begins, `selector-unknown`, `control-unknown`
 */
export function planEvidence(
  { firstDay, lastDay, framework, engineIds, at, generator }: EvidenceRequest,
  { estate, library }: PlannedFrom,
): Omit<EvidenceParameters, "head" | "branches"> {
  if (firstDay > lastDay) throw new LockstepError("usage", `The period ends on ${lastDay}, before it begins.`);
  const { from, to } = instantsOf(firstDay, lastDay, EVIDENCE_ZONE);
  if (!(from < at)) throw new LockstepError("usage", `The period begins on ${firstDay}, after the time of making.`);
  const all = estate.engines.map(({ id }) => id).sort(compareText);
  const engines = chooseEngines(engineIds, all);
  return {
    schema: "lockstep/evidence-parameters@1",
    ...{ estate: estate.estate, organisation: estate.organisation ?? null, odsCode: estate.odsCode ?? null },
    ...{ from, to: at < to ? at : to, zone: EVIDENCE_ZONE },
    framework: getEdition(library, framework, lastDay).ref,
    ...{ engines, leftOut: all.filter((id) => !engines.includes(id)), generatedAt: at, generator },
  };
}

function chooseEngines(asked: readonly string[] | undefined, all: readonly string[]): string[] {
  const engines = asked === undefined || asked.length === 0 ? all : [...new Set(asked)].sort(compareText);
  const unknown = engines.find((id) => !all.includes(id));
  if (unknown !== undefined)
    throw new LockstepError(
      "selector-unknown",
      `There is no engine '${unknown}'; there are: ${all.join(", ") || "none"}.`,
    );
  if (engines.length === 0) throw new LockstepError("usage", "The estate declares no engine.");
  return [...engines];
}
