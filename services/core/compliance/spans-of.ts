import type { Band, CompliancePoint } from "./band-of-run.js";

/** A time in which an engine stood in one way. */
export interface BandSpan {
  readonly band: Band;
  /** Milliseconds since 1970, this instant included. */
  readonly from: number;
  /** This instant excluded. */
  readonly to: number;
}

/** The time that is asked about, in milliseconds since 1970. */
export interface Period {
  readonly from: number;
  readonly to: number;
}

/**
 * Cuts a time into spans by the runs of one engine, without gap or overlap: each run counts until the next one, at most until its verdict has
 * run out. The time before the first run, and after a verdict ran out, is `unknown`.
 *
 * @param points of one engine, in any order; also the last one from before the time
 */
export function spansOf(points: readonly CompliancePoint[], { from, to }: Period): readonly BandSpan[] {
  const ordered = points
    .map(({ at, until, band }) => ({ at: Date.parse(at), until: Date.parse(until), band }))
    .filter(({ at, until }) => Number.isFinite(at) && Number.isFinite(until))
    .sort((a, b) => a.at - b.at);
  const spans: BandSpan[] = [];
  let reached = from;
  const reach = (end: number, band: Band): void => {
    const until = Math.min(end, to);
    if (until <= reached) return;
    const last = spans.at(-1);
    if (last?.band === band) spans[spans.length - 1] = { ...last, to: until };
    else spans.push({ band, from: reached, to: until });
    reached = until;
  };
  for (const [index, { at, until, band }] of ordered.entries()) {
    reach(at, "unknown");
    // Of two runs of one instant the later recorded speaks.
    const next = ordered[index + 1]?.at ?? Number.POSITIVE_INFINITY;
    reach(Math.min(until, next), band);
  }
  reach(to, "unknown");
  return spans;
}

/** Milliseconds in each band. */
export type BandTimes = Readonly<Record<Band, number>>;

/** Adds the spans of any engines up. */
export function addTimes(spans: readonly BandSpan[]): BandTimes {
  const times: Record<Band, number> = { "in-lockstep": 0, authorised: 0, unauthorised: 0, unknown: 0 };
  for (const { band, from, to } of spans) times[band] += to - from;
  return times;
}
