import { compareText } from "../text/compare-text.js";

/** One thing to activate. */
export interface Activated {
  readonly id: string;
  readonly name: string;
  readonly tier: number;
  readonly flow: string;
}

/** That one thing must run before another, by their ids. */
export interface ActivationNeed {
  readonly of: string;
  readonly needs: string;
}

export interface ActivationOrder<T extends Activated> {
  readonly order: readonly T[];
  /** Those that wait for one another, each in the order in which they were put all the same. */
  readonly cycles: readonly (readonly T[])[];
}

/**
 * Orders what is activated: what others need comes first, and otherwise the lowest tier. What a tier 1 interface needs counts as tier 1
 * itself. Where things wait for one another, the one of the lowest tier is begun with, and the cycle is told.
 */
export function orderActivation<T extends Activated>(
  all: readonly T[],
  needs: readonly ActivationNeed[],
): ActivationOrder<T> {
  const byId = new Map(all.map((one) => [one.id, one]));
  const needed = neededBy(byId, needs);
  const urgency = urgencyOf(all, needed);
  const waiting = all.toSorted(
    (a, b) =>
      (urgency.get(a.id) ?? a.tier) - (urgency.get(b.id) ?? b.tier) ||
      a.tier - b.tier ||
      compareText(a.flow, b.flow) ||
      compareText(a.name, b.name) ||
      compareText(a.id, b.id),
  );
  const order: T[] = [];
  const placed = new Set<string>();
  const cycles: (readonly T[])[] = [];
  while (waiting.length > 0) {
    const free = waiting.findIndex(({ id }) => [...(needed.get(id) ?? [])].every((need) => placed.has(need)));
    const index = free >= 0 ? free : beginOfCycle(waiting, needed, placed, cycles);
    const [next] = waiting.splice(index, 1);
    if (next === undefined) break;
    order.push(next);
    placed.add(next.id);
  }
  return { order, cycles };
}

/** By id, the ids of what must run before it; what is not among all, and a need of itself, do not count. */
function neededBy(
  byId: ReadonlyMap<string, Activated>,
  needs: readonly ActivationNeed[],
): ReadonlyMap<string, Set<string>> {
  const needed = new Map<string, Set<string>>();
  for (const { of, needs: need } of needs) {
    if (of === need || !byId.has(of) || !byId.has(need)) continue;
    const before = needed.get(of) ?? new Set();
    needed.set(of, before.add(need));
  }
  return needed;
}

/** The lowest tier of a thing and of all that waits for it, near or far. */
function urgencyOf(
  all: readonly Activated[],
  needed: ReadonlyMap<string, ReadonlySet<string>>,
): ReadonlyMap<string, number> {
  const urgency = new Map(all.map(({ id, tier }) => [id, tier]));
  for (const { id, tier } of all.toSorted((a, b) => a.tier - b.tier)) {
    const queue = [id];
    const seen = new Set(queue);
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      urgency.set(next, Math.min(urgency.get(next) ?? tier, tier));
      for (const need of needed.get(next) ?? []) {
        if (seen.has(need)) continue;
        seen.add(need);
        queue.push(need);
      }
    }
  }
  return urgency;
}

/** Nothing is free, so everything left waits for a cycle or stands in one: finds one, tells it, and where to begin with it. */
function beginOfCycle<T extends Activated>(
  waiting: readonly T[],
  needed: ReadonlyMap<string, ReadonlySet<string>>,
  placed: ReadonlySet<string>,
  cycles: (readonly T[])[],
): number {
  const path: string[] = [];
  let at = waiting[0]?.id ?? "";
  while (!path.includes(at)) {
    path.push(at);
    at = [...(needed.get(at) ?? [])].filter((need) => !placed.has(need)).sort(compareText)[0] ?? at;
  }
  const inside = new Set(path.slice(path.indexOf(at)));
  const cycle = waiting.filter(({ id }) => inside.has(id));
  cycles.push(cycle);
  return waiting.findIndex(({ id }) => id === cycle[0]?.id);
}
