import type { ServiceLevelsReport } from "#schemas/service-levels-report";
import { BANDS, type Band } from "#services/core/compliance/band-of-run";
import { showShare } from "../text/show-share.js";

type Times = ServiceLevelsReport["compliance"]["times"];

/** What each band is called. */
export const BAND_NAMES: Readonly<Record<Band, string>> = {
  "in-lockstep": "In lockstep",
  authorised: "Authorised drift",
  unauthorised: "Unauthorised drift",
  unknown: "Unknown or stale",
};

/** The share of each band, in the order of the bands; all unknown where no time went by. */
export function bandShares(times: Times): readonly string[] {
  const whole = BANDS.reduce((sum, band) => sum + times[band], 0);
  return BANDS.map((band) => {
    const share = whole === 0 ? (band === "unknown" ? 1 : 0) : times[band] / whole;
    return showShare(share);
  });
}
