import type { EventData } from "node:test";
import type { Batch } from "./write-batches.js";

/** What is told of a test or a suite that ended. */
type Ended = Pick<EventData.TestPass, "name" | "nesting"> & { readonly details: { readonly type?: string } };

/**
 * Listens to what ended, in the order in which it is reported, and gives the files that ran and hold no test, and those that never
 * reported: a file that proves nothing must not look like one that passed.
 */
export function listenForEmptyFiles(batches: readonly Batch[]): {
  readonly hear: (ended: Ended) => void;
  readonly find: () => readonly string[];
} {
  const tests = new Map(batches.flatMap(({ names }) => names).map((name) => [name, 0]));
  let pending = 0;
  return {
    hear: ({ name, nesting, details }) => {
      if (nesting > 0) pending += details.type === "suite" ? 0 : 1;
      else if (tests.has(name)) {
        tests.set(name, pending);
        pending = 0;
      }
    },
    find: () => [...tests].filter(([, count]) => count === 0).map(([name]) => name),
  };
}
