/** Does what is asked for; `signal` ends when nobody who asked waits for it any longer. */
type Run<T> = (asked: T, signal: AbortSignal) => Promise<void>;

interface Waiting<T> {
  asked: T;
  readonly signals: AbortSignal[];
  readonly done: Promise<void>;
}

/**
 * Makes of many askings few runs: one at a time, and whatever is asked for while one runs is done together by the next. An asking
 * is never answered by a run that began before it.
 */
export function coalesce<T>(run: Run<T>, merge: (before: T, after: T) => T): Run<T> {
  let last: Promise<void> = Promise.resolve();
  let waiting: Waiting<T> | undefined;
  return (asked, signal) => {
    if (waiting !== undefined) {
      waiting.asked = merge(waiting.asked, asked);
      waiting.signals.push(signal);
      return waiting.done;
    }
    const signals = [signal];
    const done = settled(last).then(() => {
      const begun = waiting;
      waiting = undefined;
      return run(begun?.asked ?? asked, endedByAll(signals));
    });
    waiting = { asked, signals, done };
    last = done;
    return done;
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
