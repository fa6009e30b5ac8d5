import type { ReadinessReason } from "#schemas/readiness";
import { gateReason } from "#services/core/gate/gate-reason";
import type { ToldVerdict } from "#services/core/gate/told-verdict";
import { untoldVerdict } from "#services/core/gate/untold-verdict";
import type { EnginesInForce, ToTell } from "#services/ports/verdict-teller";

/** One instant by two clocks: `at` may be set, `ticks` are milliseconds that only ever grow. */
export interface Instant {
  readonly at: Date;
  readonly ticks: number;
}

/** A verdict from the shelf, and why it may not be believed now. */
export interface ShelvedVerdict {
  readonly told: ToldVerdict;
  readonly doubts: readonly ReadinessReason[];
}

/** The verdicts last told, each with how long ago the store was seen to hold what it was told from. */
export interface VerdictShelf {
  /** Takes the engines in force. Where nobody can tell, those known before stay; where none were, each is answered with why. */
  know(engines: EnginesInForce): void;
  /** Says that a look which began at `ticks` found nothing moved but what `move` was told. */
  hold(ticks: number): void;
  /** Says that something was written on which the verdicts on these engines rest. */
  move(engines: ToTell): void;
  /** The engine whose verdict is to be told next: first what was asked for in vain, then what moved, what time ended, and the oldest. */
  next(now: Instant): Telling | undefined;
  /** `undefined` where there is no such engine. */
  take(engineId: string, now: Instant): ShelvedVerdict | undefined;
}

/** One verdict that is being told. */
export interface Telling {
  readonly engineId: string;
  put(told: ToldVerdict): void;
}

export interface ShelfLimits {
  /** Milliseconds for which a verdict stands after the last look that found its store unmoved. */
  readonly boundMs: number;
  /** Milliseconds after which one is told again although nothing moved. */
  readonly renewMs: number;
}

interface Place {
  told: ToldVerdict | undefined;
  /** When what it was told from was last seen to lie in the store. */
  heldAt: number;
  toldTicks: number;
  hasMoved: boolean;
  /** Counts moves, so that one that comes while a verdict is being told is not lost. */
  moves: number;
  isWanted: boolean;
}

export function createVerdictShelf({ boundMs, renewMs }: ShelfLimits): VerdictShelf {
  const places = new Map<string, Place>();
  let knows = false;
  let unread = NOT_READ;

  function rank(place: Place, { at, ticks }: Instant): number {
    const { told } = place;
    if (told === undefined || place.hasMoved) return place.isWanted ? 0 : 1;
    if (at.getTime() >= Date.parse(told.goodUntil) || at.getTime() < Date.parse(told.toldAt)) return 2;
    return ticks - place.toldTicks > renewMs ? 3 : Number.POSITIVE_INFINITY;
  }

  function begin(engineId: string, place: Place, { ticks }: Instant): Telling {
    const { moves } = place;
    return {
      engineId,
      put(told) {
        place.told = told;
        place.toldTicks = ticks;
        place.isWanted = false;
        // Whatever it read, it read after this.
        place.heldAt = Math.max(place.heldAt, ticks);
        if (place.moves === moves) place.hasMoved = false;
      },
    };
  }

  return {
    know(engines) {
      if ("unread" in engines) {
        unread = engines.unread;
        return;
      }
      knows = true;
      for (const id of places.keys()) if (!engines.includes(id)) places.delete(id);
      for (const id of engines) if (!places.has(id)) places.set(id, emptyPlace());
    },
    hold(ticks) {
      for (const place of places.values()) {
        if (!place.hasMoved && place.told !== undefined) place.heldAt = Math.max(place.heldAt, ticks);
      }
    },
    move(engines) {
      for (const [id, place] of places) {
        if (engines !== "all" && !engines.has(id)) continue;
        place.hasMoved = true;
        place.moves += 1;
      }
    },
    next(now) {
      const ranked = [...places].map(([id, place]) => ({ id, place, rank: rank(place, now) }));
      const due = ranked.filter((one) => one.rank !== Number.POSITIVE_INFINITY);
      const [first] = due.toSorted((a, b) => a.rank - b.rank || a.place.toldTicks - b.place.toldTicks);
      return first === undefined ? undefined : begin(first.id, first.place, now);
    },
    take(engineId, now) {
      const place = places.get(engineId);
      if (place === undefined) return knows ? undefined : notRead(engineId, unread, now);
      if (place.told === undefined) {
        place.isWanted = true;
        return notRead(engineId, NOT_READ, now);
      }
      if (now.ticks - place.heldAt <= boundMs) return { told: place.told, doubts: [] };
      place.isWanted = true;
      return { told: place.told, doubts: [STALE] };
    },
  };
}

function emptyPlace(): Place {
  return {
    told: undefined,
    heldAt: Number.NEGATIVE_INFINITY,
    toldTicks: Number.NEGATIVE_INFINITY,
    hasMoved: false,
    moves: 0,
    isWanted: false,
  };
}

const STALE = gateReason(
  "book-stale",
  "The record changed since the stored verdict was last read; it is being read again.",
);
const NOT_READ = gateReason("book-stale", "The stored verdict has not been read yet since the service began.");

function notRead(engineId: string, reason: ReadinessReason, { at }: Instant): ShelvedVerdict {
  const instant = at.toISOString();
  const goodUntil = new Date(at.getTime() + 1).toISOString();
  return { told: untoldVerdict(engineId, reason, { toldAt: instant, goodUntil }), doubts: [] };
}
