import type { BandSeconds, ComplianceReport } from "#schemas/api/compliance-report";
import type { ComplianceOverTime } from "./bands.js";
import type { BandTimes } from "./spans-of.js";

/** Writes bands for programs: instants in words, and whole seconds. */
export function tellCompliance({ period, engines, times, markers }: ComplianceOverTime): ComplianceReport {
  return {
    schema: "lockstep/compliance@1",
    ...instants(period),
    seconds: secondsOf(times),
    engines: engines.map(({ engineId, spans, times: own }) => ({
      engineId,
      seconds: secondsOf(own),
      spans: spans.map(({ band, ...span }) => ({ ...instants(span), band })),
    })),
    markers: markers.map(({ at, what, engineId, detail }) => ({ at, what, engineId, detail: [...detail] })),
  };
}

function instants({ from, to }: { readonly from: number; readonly to: number }): { from: string; to: string } {
  return { from: new Date(from).toISOString(), to: new Date(to).toISOString() };
}

function secondsOf(times: BandTimes): BandSeconds {
  const seconds = (ms: number): number => Math.round(ms / 1000);
  return {
    "in-lockstep": seconds(times["in-lockstep"]),
    authorised: seconds(times.authorised),
    unauthorised: seconds(times.unauthorised),
    unknown: seconds(times.unknown),
  };
}
