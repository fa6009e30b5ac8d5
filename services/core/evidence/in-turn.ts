/** How many of one engine wait for one that was judged before them and is recorded after them. */
const WAITING = 4;

/** Something of one engine at one instant. */
export interface Dated {
  readonly engineId: string;
  readonly at: string;
}

/** Passes what it takes on, of each engine in the order of time. */
export interface Turns<T> {
  take(value: T): void;
  /** Passes on what still waits. */
  finish(): void;
}

/** Puts what is recorded in turn into the turn in which it was judged: of two runs that overlapped, the earlier may be recorded later. */
export function inTurn<T>(dateOf: (value: T) => Dated, pass: (value: T) => void): Turns<T> {
  const engines = new Map<string, T[]>();
  return {
    take(value) {
      const { engineId, at } = dateOf(value);
      const waiting = engines.get(engineId) ?? [];
      engines.set(engineId, waiting);
      waiting.splice(waiting.findLastIndex((other) => dateOf(other).at <= at) + 1, 0, value);
      const [first] = waiting;
      if (waiting.length <= WAITING || first === undefined) return;
      waiting.shift();
      pass(first);
    },
    finish() {
      for (const waiting of engines.values()) for (const value of waiting.splice(0)) pass(value);
    },
  };
}
