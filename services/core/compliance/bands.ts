import type { CompliancePoint } from "./band-of-run.js";
import { addTimes, type BandSpan, type BandTimes, type Period, spansOf } from "./spans-of.js";

/** Something that changed what is judged, so that a step in the bands may be no change of an engine. */
export interface ComplianceMarker {
  readonly at: string;
  /** `policy` and `change-control`: files that verdicts rest on; `reader`: a newer reader of the engine's product. */
  readonly what: "policy" | "change-control" | "reader";
  /** Whose it is; `null`: the whole estate's. */
  readonly engineId: string | null;
  /** Which files changed, or which reader it is. */
  readonly detail: readonly string[];
}

/** How one engine stood over a time. */
export interface EngineBands {
  readonly engineId: string;
  readonly spans: readonly BandSpan[];
  readonly times: BandTimes;
}

/** How an estate stood over a time. */
export interface ComplianceOverTime {
  readonly period: Period;
  readonly engines: readonly EngineBands[];
  /** All engines together, by equal parts of the period. */
  readonly slices: readonly (Period & { readonly times: BandTimes })[];
  readonly times: BandTimes;
  readonly markers: readonly ComplianceMarker[];
}

/** What bands are made of. */
export interface ComplianceQuestion {
  readonly engineIds: readonly string[];
  readonly period: Period;
  /** How many parts the period is shown in. Default: days, at most 366. */
  readonly slices?: number;
  readonly markers?: readonly ComplianceMarker[];
}

const DAY_MS = 86_400_000;

/**
 * Four bands over a time for each engine and for all together: in lockstep, authorised drift, unauthorised drift, and unknown or stale. An
 * engine without a run is unknown all the time.
 */
export function bands(points: readonly CompliancePoint[], question: ComplianceQuestion): ComplianceOverTime {
  const { engineIds, period, markers = [] } = question;
  const byEngine = new Map<string, CompliancePoint[]>(engineIds.map((id) => [id, []]));
  for (const point of points) byEngine.get(point.engineId)?.push(point);
  const engines = [...byEngine].map(([engineId, own]): EngineBands => {
    const spans = spansOf(own, period);
    return { engineId, spans, times: addTimes(spans) };
  });
  return {
    period,
    engines,
    slices: slicesOf(engines, period, question.slices ?? Math.ceil((period.to - period.from) / DAY_MS)),
    times: addTimes(engines.flatMap(({ spans }) => spans)),
    markers: markers.filter(({ at }) => Date.parse(at) >= period.from && Date.parse(at) < period.to),
  };
}

/** Each span is cut once at each border that it crosses: linear in spans and slices. */
function slicesOf(engines: readonly EngineBands[], { from, to }: Period, wanted: number): ComplianceOverTime["slices"] {
  const count = Math.min(Math.max(1, wanted), 366);
  const width = (to - from) / count;
  const cut: BandSpan[][] = Array.from({ length: count }, () => []);
  for (const span of engines.flatMap(({ spans }) => spans)) {
    const first = Math.floor((span.from - from) / width);
    for (let index = first; index < count && from + index * width < span.to; index++) {
      const part = {
        from: Math.max(span.from, from + index * width),
        to: Math.min(span.to, from + (index + 1) * width),
      };
      if (part.to > part.from) cut[index]?.push({ band: span.band, ...part });
    }
  }
  return cut.map((spans, index) => ({
    from: from + index * width,
    to: from + (index + 1) * width,
    times: addTimes(spans),
  }));
}
