import type { EventData } from "node:test";
import type { Batch } from "./write-batches.js";

/** What is told of a test or a suite that ended. */
type Ended = Pick<EventData.TestPass, "name" | "nesting"> & { readonly details: { readonly type?: string } };

type Begun = Pick<EventData.TestDequeue, "name" | "nesting">;

/** Listens to the files of a run, in the order in which they are reported. */
export interface FollowedFiles {
  readonly begin: (begun: Begun) => void;
  readonly end: (ended: Ended) => void;
  /** A sentence on each file that proves nothing: it must not look like one that passed. */
  readonly complain: () => readonly string[];
}

export function followFiles(batches: readonly Batch[]): FollowedFiles {
  const states = new Map<string, "never" | "begun" | "empty" | "done">(
    batches.flatMap(({ names }) => names).map((name) => [name, "never"]),
  );
  let pending = 0;
  return {
    begin: ({ name, nesting }) => {
      if (nesting === 0 && states.has(name)) states.set(name, "begun");
    },
    end: ({ name, nesting, details }) => {
      if (nesting > 0) pending += details.type === "suite" ? 0 : 1;
      else if (states.has(name)) {
        states.set(name, pending === 0 ? "empty" : "done");
        pending = 0;
      }
    },
    complain: () => [...states].flatMap(([name, state]) => (state === "done" ? [] : `${name} ${COMPLAINTS[state]}`)),
  };
}

const COMPLAINTS = {
  never: "never began: its process ended before",
  begun: "had not ended when its process was cut off, or ended itself",
  empty: "holds no test",
};
