import { BANDS, type Band } from "#services/core/compliance/band-of-run";
import type { BandTimes } from "#services/core/compliance/spans-of";

/** The four bands in words: what is drawn bears them too. */
export const BAND_WORDS = {
  "in-lockstep": "In lockstep",
  authorised: "Authorised drift",
  unauthorised: "Unauthorised drift",
  unknown: "Unknown or stale",
} as const satisfies Record<Band, string>;

/** The share of each band, in parts of one; all of it unknown where there is no time at all. */
export function sharesOf(times: BandTimes): Readonly<Record<Band, number>> {
  const all = BANDS.reduce((sum, band) => sum + times[band], 0);
  const share = (band: Band): number => (all === 0 ? Number(band === "unknown") : times[band] / all);
  return {
    "in-lockstep": share("in-lockstep"),
    authorised: share("authorised"),
    unauthorised: share("unauthorised"),
    unknown: share("unknown"),
  };
}
