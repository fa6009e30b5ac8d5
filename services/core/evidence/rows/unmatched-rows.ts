import { AUTHORISATION_VERDICTS } from "../../authorisation/authorisation-verdicts.js";
import type { EVIDENCE_TABLES, RowOf } from "../tables.js";
import type { PopulationRow } from "./population-row.js";

/** Picks the changes that no ticket authorised, with what their verdict means. */
export function unmatchedRows(
  population: readonly PopulationRow[],
): readonly RowOf<typeof EVIDENCE_TABLES.unmatched>[] {
  return population
    .filter(({ authorised }) => authorised === false)
    .map((row) => ({
      ...{ changeId: row.changeId, engine: row.engine, item: row.item, severity: row.severity, tier: row.tier },
      ...{ verdict: row.verdict, why: meaningOf(row.verdict), ticket: row.ticket, madeBy: row.madeBy },
      ...{ foundAt: row.foundAt, owner: row.owner, disposition: row.disposition },
      ...{ decidedBy: row.decidedBy, decidedAt: row.decidedAt, goneAt: row.goneAt, ageHours: row.hoursStanding },
    }));
}

function meaningOf(verdict: PopulationRow["verdict"]): string | null {
  const known = Object.entries(AUTHORISATION_VERDICTS).find(([name]) => name === verdict);
  return known?.[1].sentence ?? null;
}
