import type { ChangeTicket } from "#schemas/change-ticket";
import { epochOf, showEpoch } from "./epoch-of.js";
import { isMirror } from "./match-scope.js";
import { crossed, type Pair, type PairTest, ticked } from "./pair-test.js";
import { placeIn, type Span, showChange } from "./spans.js";

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

/**
 * Did the change take effect inside the window that was approved? The window is the one known when the change was made,
 * from its start until before its end, under each reading of an ambiguous local time.
 */
export function testWindow(pair: Pair): PairTest {
  const test = "inside the window";
  const asOf = windowAsOf(pair);
  const place = placeInWindow(pair, asOf);
  const facts = `${showWindow(asOf, pair)}; ${showChange(pair.effective)}`;
  if (place === "inside") return ticked(test, facts);
  const later = pair.ticket.sights.slice(pair.ticket.sights.indexOf(asOf) + 1);
  const amended = later.find((sight) => placeInWindow(pair, sight) === "inside");
  if (amended !== undefined) {
    return crossed(test, "window-amended-after", `${facts}; extended to ${showWindow(amended, pair)} later`);
  }
  return crossed(test, place === "outside" ? "out-of-window" : "window-unproven", facts);
}

/** What placing a change in a window needs to know. */
export type WindowQuestion = Pick<Pair, "finding" | "change" | "rules" | "effective">;

/** How a change lies to a ticket's window; `partly` where the window cannot be told. */
export function placeInWindow(question: WindowQuestion, ticket: ChangeTicket): "inside" | "outside" | "partly" {
  const { planned } = ticket;
  if (planned.ambiguous === "dst-gap") return "partly";
  if (planned.ambiguous === "dst-overlap" && planned.alternative === undefined) return "partly";
  const readings = [planned, ...(planned.alternative === undefined ? [] : [planned.alternative])];
  const places = new Set(readings.map((reading) => placeInReading(question, ticket, reading)));
  const [only] = places;
  return places.size === 1 && only !== undefined ? only : "partly";
}

/** The last sight before the change, or a later one of a ticket that was not edited after the change began. */
function windowAsOf({ ticket, made }: Pair): ChangeTicket {
  const known = ticket.sights.findLast(({ observedAt, updatedAt }) => {
    const times = [epochOf(observedAt), epochOf(updatedAt)];
    return times.some((time) => time !== null && time <= made.from);
  });
  return known ?? ticket.sights[0] ?? ticket.current;
}

function placeInReading(question: WindowQuestion, ticket: ChangeTicket, reading: WindowReading) {
  const period = periodOf(question, ticket, reading);
  return period === null ? "partly" : placeIn(question.effective, period);
}

type WindowReading = Pick<ChangeTicket["planned"], "start" | "end">;

function periodOf(
  { finding, change, rules }: WindowQuestion,
  ticket: ChangeTicket,
  { start, end }: WindowReading,
): Span | null {
  const from = epochOf(start);
  const to = epochOf(end);
  if (from === null || to === null || from >= to) return null;
  const mirrorMs = isMirror(finding, change, ticket, rules) ? rules.standbyMirrorDays * DAY_MS : 0;
  return {
    from: from - rules.graceBeforeMinutes * MINUTE_MS,
    to: to + Math.max(rules.ticketGraceMinutes * MINUTE_MS, mirrorMs),
  };
}

function showWindow({ planned }: ChangeTicket, { rules }: Pair): string {
  const { start, end, ambiguous, alternative } = planned;
  const grace = `grace ${rules.graceBeforeMinutes} min before, ${rules.ticketGraceMinutes} min after`;
  const other = alternative === undefined ? "" : ` or ${showTimes(alternative.start, alternative.end)}`;
  return `window ${showTimes(start, end)}${other}${ambiguous === undefined ? "" : ` (${ambiguous})`}, ${grace}`;
}

function showTimes(start: string | null, end: string | null): string {
  return `${showEpoch(epochOf(start))} to ${showEpoch(epochOf(end))}`;
}
