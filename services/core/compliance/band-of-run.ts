import type { EngineRun } from "#schemas/run";
import { AUTHORISATION_VERDICTS } from "../authorisation/authorisation-verdicts.js";

/** How an engine stood for a time. One that nobody looked at is `unknown`: never is time taken for sound because nothing was heard of it. */
export type Band = "in-lockstep" | "authorised" | "unauthorised" | "unknown";

/** The four bands, the best first. */
export const BANDS: readonly Band[] = ["in-lockstep", "authorised", "unauthorised", "unknown"];

/** What one run says of the time from it until its verdict runs out. */
export interface CompliancePoint {
  readonly engineId: string;
  readonly at: string;
  readonly until: string;
  readonly band: Band;
}

/** Reads one engine of a run as a point: by what the record holds, so that a year of runs is read without deriving any of them. */
export function bandOfRun(run: EngineRun): CompliancePoint {
  const { engineId, at, expiresAt: until } = run;
  return { engineId, at, until, band: bandOf(run) };
}

/** What was surely found counts before what could not be told. */
function bandOf({ failure, waiting, verdict, verdicts = {}, changes }: EngineRun): Band {
  if (failure !== undefined) return "unknown";
  if (waiting > 0) return "unauthorised";
  const given = Object.values(verdicts).flatMap((byFinding) => Object.values(byFinding));
  const isUntold = given.some((each) => AUTHORISATION_VERDICTS[each.verdict].effect === "unknown");
  if (verdict === "unknown" || isUntold) return "unknown";
  const drifts = Object.values(changes).flatMap((byFinding) => Object.keys(byFinding));
  return drifts.length > 0 ? "authorised" : "in-lockstep";
}
