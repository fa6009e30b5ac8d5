import { createMirthConnector } from "#services/engines/mirth-connect/connector";
import type { ReadRequest, ReadStep } from "#services/ports/connector";
import {
  type MirthSimulator,
  type MirthSimulatorOptions,
  startMirthSimulator,
} from "#test/fakes/start-mirth-simulator";
import { SMALL_MODEL } from "#test/simulators/small-model";

export const ACCOUNT = { username: "lockstep-reader", password: "canary-of-the-tests" };

/** A connector with the patience of a test. */
export const connector = createMirthConnector({
  answerTimeoutMs: 2000,
  silenceTimeoutMs: 2000,
  connectTimeoutMs: 5000,
  startingPollMs: 10,
  startingWaitMs: 50,
});

/** Starts a simulated engine for one test, and stops it after. */
export async function withSimulator<T>(
  options: Partial<MirthSimulatorOptions>,
  test: (simulator: MirthSimulator, request: ReadRequest) => Promise<T>,
): Promise<T> {
  const simulator = await startMirthSimulator({ model: SMALL_MODEL, account: ACCOUNT, ...options });
  try {
    return await test(simulator, requestFor(simulator));
  } finally {
    await simulator.stop();
  }
}

export function requestFor(simulator: MirthSimulator, node: Partial<ReadRequest["node"]> = {}): ReadRequest {
  const { url, fingerprint } = simulator;
  return {
    node: { id: "tie-a", role: "primary", url, username: ACCOUNT.username, tls: { fingerprint }, ...node },
    password: ACCOUNT.password,
    now: () => new Date(),
  };
}

export async function readAll(request: ReadRequest): Promise<readonly ReadStep[]> {
  const steps: ReadStep[] = [];
  for await (const step of connector.read(request)) steps.push(step);
  return steps;
}

/** What was read of one source, as text. */
export function textsOf(steps: readonly ReadStep[], source: string): readonly string[] {
  return steps.flatMap((step) =>
    step.type === "item" && step.item.source === source ? [Buffer.from(step.item.bytes).toString("utf8")] : [],
  );
}

export function unreadOf(steps: readonly ReadStep[]): readonly string[] {
  return steps.flatMap((step) => (step.type === "unread" ? [`${step.source}: ${step.code}`] : []));
}
