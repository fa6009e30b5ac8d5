import type { ChangeSample, SampledChange } from "#schemas/sample-report";
import { DRAW_RULE, drawSample } from "./draw-sample.js";
import { type ChangeRow, RISK_RULES, riskShares, weightOf } from "./risk-weight.js";

/** What is drawn from a population. */
export interface SampleRequest {
  readonly size: number;
  readonly seed: number;
  readonly by: "random" | "risk";
}

/**
 * Draws changes out of a population, in the order of the draw. Where it holds no more than are asked for, all of them are the sample.
 *
 * @param singleHanded tickets by which one person approved and made a change
 */
export function sampleChanges(
  rows: readonly ChangeRow[],
  { size, seed, by }: SampleRequest,
  singleHanded: ReadonlySet<string> = new Set(),
): ChangeSample {
  const candidates = rows.map((row) => {
    const shares = by === "risk" ? riskShares(row, singleHanded) : [];
    return { name: nameOf(row), lots: by === "risk" ? weightOf(shares) : 1, row, shares };
  });
  return {
    population: rows.length,
    size,
    seed,
    by,
    method: DRAW_RULE,
    weights: by === "risk" ? [...RISK_RULES] : [],
    drawn: drawSample(candidates, size, seed).map(({ row, shares, lots }, index): SampledChange => {
      const { changeId, engine, foundAt, firstRun, item } = row;
      return {
        place: index + 1,
        changeId: String(changeId),
        engine: String(engine),
        item: item === null || item === undefined ? null : String(item),
        foundAt: String(foundAt),
        record: typeof firstRun === "number" ? firstRun : null,
        weight: lots,
        shares: [...shares],
      };
    }),
  };
}

/** The same difference may come back later: it is another change, found at another time. */
function nameOf({ engine, changeId, foundAt }: ChangeRow): string {
  return JSON.stringify([engine, changeId, foundAt]);
}
