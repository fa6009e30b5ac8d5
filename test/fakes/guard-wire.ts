import { assertOnlyReads } from "./assert-only-reads.js";

/** A simulated engine that writes down what it was asked. */
export interface RecordingSimulator {
  readonly requests: readonly (readonly [method: string, path: string])[];
  stop(): Promise<void>;
}

/** Whether a test is about notes, so that what they take is no breach. */
export interface TakesNotes {
  readonly takesNotes?: boolean;
}

const running = new Set<() => void>();
process.on("exit", () => {
  for (const check of running) check();
});

/**
 * A simulator that is held, when it stops, against its product's list of read requests: whatever a test is about, it fails where
 * anything else was sent. One that nobody stops is held against it when the process ends.
 *
 * @param assertMore what method and path do not tell, such as the text of a query
 */
export function guardWire<Simulator extends RecordingSimulator>(
  simulator: Simulator,
  readRequests: readonly string[],
  assertMore: (simulator: Simulator) => void = () => undefined,
): Simulator {
  const check = (): void => {
    assertOnlyReads(readRequests, simulator.requests);
    assertMore(simulator);
  };
  running.add(check);
  return {
    ...simulator,
    async stop() {
      await simulator.stop();
      running.delete(check);
      check();
    },
  };
}
