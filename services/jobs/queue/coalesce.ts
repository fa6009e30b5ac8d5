/** One asking, or several that are answered together. */
export interface Asking<T> {
  readonly asked: T;
  /** By the clock of whoever asked. */
  readonly askedAt: Date;
  readonly signal: AbortSignal;
}

/** How askings are made few. */
export interface Coalescing<T> {
  /** Does what is asked for; `signal` ends when nobody who asked waits for it any longer. */
  readonly run: (asked: T, signal: AbortSignal) => Promise<void>;
  readonly merge: (before: T, after: T) => T;
  /** Whether a run for the one has also done the other. */
  readonly covers: (done: T, asked: T) => boolean;
  readonly now: () => Date;
}

interface Waiting<T> {
  asked: T;
  askedAt: Date;
  readonly signals: AbortSignal[];
  readonly done: Promise<void>;
}

/** So much may the clocks of two machines that share a queue differ. */
const SKEW_MS = 2000;

/**
 * Makes of many askings few runs: one at a time, and whatever is asked for while one runs is done together by the next. An asking is
 * answered by no run that began before it; one that lay in the queue while a run began after it that went well, by that run.
 */
export function coalesce<T>({ run, merge, covers, now }: Coalescing<T>): (asking: Asking<T>) => Promise<void> {
  let last: Promise<void> = Promise.resolve();
  let waiting: Waiting<T> | undefined;
  let went: { readonly asked: T; readonly beganAt: Date } | undefined;

  function isAnswered({ asked, askedAt }: Pick<Asking<T>, "asked" | "askedAt">): boolean {
    return went !== undefined && askedAt.getTime() + SKEW_MS < went.beganAt.getTime() && covers(went.asked, asked);
  }

  async function begin(begun: Waiting<T>): Promise<void> {
    waiting = undefined;
    if (isAnswered(begun)) return;
    const beganAt = now();
    await run(begun.asked, endedByAll(begun.signals));
    went = { asked: begun.asked, beganAt };
  }

  return ({ asked, askedAt, signal }) => {
    if (isAnswered({ asked, askedAt })) return Promise.resolve();
    if (waiting !== undefined) {
      waiting.asked = merge(waiting.asked, asked);
      if (askedAt > waiting.askedAt) waiting.askedAt = askedAt;
      waiting.signals.push(signal);
      return waiting.done;
    }
    const next: Omit<Waiting<T>, "done"> = { asked, askedAt, signals: [signal] };
    last = settled(last).then(() => begin(mine));
    const mine = Object.assign(next, { done: last });
    waiting = mine;
    return mine.done;
  };
}

/** Whoever asked for the run before was told how it went. */
async function settled(run: Promise<void>): Promise<void> {
  await run.catch(() => undefined);
}

function endedByAll(signals: readonly AbortSignal[]): AbortSignal {
  const end = new AbortController();
  const look = (): void => {
    if (signals.every(({ aborted }) => aborted)) end.abort(signals[0]?.reason);
  };
  for (const signal of signals) signal.addEventListener("abort", look, { once: true });
  look();
  return end.signal;
}
