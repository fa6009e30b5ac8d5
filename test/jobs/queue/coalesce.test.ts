import assert from "node:assert/strict";
import { test } from "node:test";
import { coalesce } from "#services/jobs/queue/coalesce";
import { until } from "#test/fakes/until";

const NEVER = new AbortController().signal;

/** A step that runs until it is told to end, and what it was asked. */
function stepwise() {
  const asked: string[][] = [];
  const ends: ((error?: Error) => void)[] = [];
  const signals: AbortSignal[] = [];
  let at = 0;
  const asking = coalesce<string[]>({
    run: (names, signal) => {
      asked.push(names);
      signals.push(signal);
      return new Promise((resolve, reject) => {
        ends.push((error) => (error === undefined ? resolve() : reject(error)));
      });
    },
    merge: (before, after) => [...before, ...after],
    covers: (done, wanted) => wanted.every((name) => done.includes(name)),
    now: () => new Date(at),
  });
  const ask = (names: string[], signal: AbortSignal, askedAt = at): Promise<void> =>
    asking({ asked: names, signal, askedAt: new Date(askedAt) });
  const pass = (ms: number): void => {
    at += ms;
  };
  const begun = async (count: number): Promise<void> => {
    await until(() => asked.length >= count, { everyMs: 0 });
  };
  return { ask, asked, ends, signals, begun, pass };
}

test("what is asked for while one run goes on is done together by the next, and by no run that began before", async () => {
  const { ask, asked, ends, begun } = stepwise();
  const first = ask(["a"], NEVER);
  await begun(1);
  const others = [ask(["b"], NEVER), ask(["c"], NEVER)];
  ends[0]?.();
  await first;
  await begun(2);
  const last = ask(["d"], NEVER);
  ends[1]?.();
  await Promise.all(others);
  await begun(3);
  ends[2]?.();
  await last;
  assert.deepEqual(asked, [["a"], ["b", "c"], ["d"]]);
});

test("a run that fails is told to those who asked for it, and the next one runs all the same", async () => {
  const { ask, asked, ends, begun } = stepwise();
  const first = ask(["a"], NEVER);
  await begun(1);
  const second = ask(["b"], NEVER);
  ends[0]?.(new Error("no"));
  await assert.rejects(first, /no/);
  await begun(2);
  ends[1]?.();
  await second;
  assert.equal(asked.length, 2);
});

test("a run goes on while one of those who asked still waits, and stops with the last", async () => {
  const { ask, ends, signals, begun } = stepwise();
  const stops = [new AbortController(), new AbortController()] as const;
  const first = ask(["a"], NEVER);
  await begun(1);
  const others = stops.map(({ signal }) => ask(["b"], signal));
  ends[0]?.();
  await first;
  await begun(2);
  stops[0].abort();
  assert.equal(signals[1]?.aborted, false);
  stops[1].abort();
  assert.equal(signals[1]?.aborted, true);
  ends[1]?.();
  await Promise.all(others);
});

test("what had waited in the queue since before a run began is answered by it, and what came just before or after is not", async () => {
  const { ask, asked, ends, begun, pass } = stepwise();
  pass(10_000);
  const first = ask(["a"], NEVER);
  await begun(1);
  const inTheQueue = ask(["a"], NEVER, 5_000);
  ends[0]?.();
  await Promise.all([first, inTheQueue]);
  await ask(["a"], NEVER, 5_000);
  assert.deepEqual(asked, [["a"]]);
  const fresh = ask(["a"], NEVER, 9_000);
  const other = ask(["b"], NEVER, 5_000);
  await begun(2);
  ends[1]?.();
  await Promise.all([fresh, other]);
  assert.deepEqual(asked, [["a"], ["a", "b"]]);
});

test("a run that failed answers nobody but those who asked for it", async () => {
  const { ask, asked, ends, begun, pass } = stepwise();
  pass(10_000);
  const first = ask(["a"], NEVER);
  await begun(1);
  ends[0]?.(new Error("no"));
  await assert.rejects(first, /no/);
  const again = ask(["a"], NEVER, 5_000);
  await begun(2);
  ends[1]?.();
  await again;
  assert.equal(asked.length, 2);
});
