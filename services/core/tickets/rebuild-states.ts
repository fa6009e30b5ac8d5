import type { TicketFact } from "#schemas/ticket-fact";
import type { MappedHistory, TicketMapping } from "#schemas/ticket-mapping";
import { epochOf, showEpoch } from "../authorisation/epoch-of.js";
import { groupBy } from "../authorisation/group-by.js";
import { findDigests } from "./find-digests.js";
import { parsePlace, textOf, valuesAt } from "./place.js";
import { placeOfEdit } from "./place-of-edit.js";
import { firstText, putAt } from "./reach.js";
import { readMappedTime } from "./read-mapped-time.js";

/** A ticket's answer as it stood from an instant on. */
export interface TicketState {
  /** When it came to stand so, or, for the last, when it was seen. RFC 3339 UTC. */
  readonly at: string;
  readonly parts: Readonly<Record<string, unknown>>;
  /** True where it was made from the system's record of edits, and not seen. */
  readonly rebuilt: boolean;
}

/**
 * Takes a ticket's recorded edits back one by one, the newest first, and gives each state that it stood in since, and the one
 * before the oldest edit, the oldest first; the last is as it was seen. One edit whose time cannot be read, or that does not lead to what stands now, ends it
 * there: what lies before is not known. So does the five hundredth edit: no person makes as many, and each costs.
 */
export function rebuildStates(fact: TicketFact, { history, zone, digests }: TicketMapping): readonly TicketState[] {
  const states: TicketState[] = [{ at: fact.observedAt, parts: fact.parts, rebuilt: false }];
  if (history === undefined) return states;
  const seen = epochOf(fact.observedAt) ?? Number.NEGATIVE_INFINITY;
  let parts: unknown = fact.parts;
  let oldest: number | null = null;
  for (const { at, edits } of instantsOf(fact.parts, history, zone)) {
    const before = at !== null && at <= seen ? takeBack(parts, edits, digests?.from ?? []) : undefined;
    if (at === null || before === undefined) return states.reverse();
    states.push({ at: showEpoch(at), parts: asParts(parts), rebuilt: true });
    if (states.length >= MAX_STATES) return states.reverse();
    parts = before;
    oldest = at;
  }
  // Since when it stood so is not known, but it did right before the oldest edit.
  if (oldest !== null) states.push({ at: showEpoch(oldest - 1), parts: asParts(parts), rebuilt: true });
  return states.reverse();
}

const MAX_STATES = 500;

interface Edit {
  /** Milliseconds since 1970; `null` where it cannot be read. */
  readonly at: number | null;
  readonly place: string;
  readonly before: string | null;
  readonly after: string | null;
}

/** Edits by the instant at which they were made, the newest first. */
function instantsOf(
  parts: unknown,
  history: MappedHistory,
  zone: string,
): readonly { at: number | null; edits: readonly Edit[] }[] {
  const edits = valuesAt(parts, parsePlace(history.each)).flatMap((entry): Edit[] => {
    const place = placeOfEdit(entry, history);
    if (place === undefined) return [];
    const { reading } = readMappedTime(entry, history.at, zone);
    const at = reading.state === "exact" ? epochOf(reading.at) : null;
    return [{ at, place, before: firstText(entry, history.before.from), after: firstText(entry, history.after.from) }];
  });
  return [...groupBy(edits, ({ at }) => String(at)).values()]
    .map((same) => ({ at: same[0]?.at ?? null, edits: same }))
    .sort((a, b) => (b.at ?? Number.POSITIVE_INFINITY) - (a.at ?? Number.POSITIVE_INFINITY));
}

function takeBack(parts: unknown, edits: readonly Edit[], texts: readonly string[]): unknown {
  let now = parts;
  for (const { place, before, after } of [...edits].reverse()) {
    const steps = parsePlace(place);
    const stands = textOf(valuesAt(now, steps)[0]) ?? "";
    // Of a text the digests alone count, and are all that was kept.
    const isSame = texts.includes(place) ? sameDigests(stands, after ?? "") : stands === (after ?? "");
    if (!isSame) return undefined;
    now = putAt(now, steps, before);
  }
  return now;
}

function sameDigests(a: string, b: string): boolean {
  return findDigests(a).join(" ") === findDigests(b).join(" ");
}

function asParts(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null ? { ...value } : {};
}
