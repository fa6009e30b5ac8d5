import { createIrisConnector } from "#services/engines/iris/connector";
import type { ReadRequest, ReadStep } from "#services/ports/connector";
import { type IrisSimulator, type IrisSimulatorOptions, startIrisSimulator } from "#test/fakes/start-iris-simulator";
import { SMALL_INSTANCE } from "#test/simulators/small-instance";

export const ACCOUNT = { username: "lockstep-reader", password: "canary-Pa55 word/&%" };

export const connector = createIrisConnector({
  answerTimeoutMs: 1000,
  silenceTimeoutMs: 1000,
  startingPollMs: 10,
  startingWaitMs: 100,
  maxAnswerBytes: 4 * 1024 ** 2,
  maxItemBytes: 1024 ** 2,
});

/** Runs a test against a simulated instance, which ends with it. */
export async function withInstance<T>(
  options: Partial<IrisSimulatorOptions>,
  test: (simulator: IrisSimulator, request: ReadRequest) => Promise<T>,
): Promise<T> {
  const simulator = await startIrisSimulator({ model: SMALL_INSTANCE, account: ACCOUNT, ...options });
  try {
    return await test(simulator, requestFor(simulator));
  } finally {
    await simulator.stop();
  }
}

export function requestFor({ url, fingerprint }: IrisSimulator, node: Partial<ReadRequest["node"]> = {}): ReadRequest {
  return {
    node: { id: "hc-a", role: "primary", url, username: ACCOUNT.username, tls: { fingerprint }, ...node },
    password: ACCOUNT.password,
    now: () => new Date(),
  };
}

export async function readAll(request: ReadRequest): Promise<readonly ReadStep[]> {
  const steps: ReadStep[] = [];
  for await (const step of connector.read(request)) steps.push(step);
  return steps;
}

/** Where the items of a source stand. */
export function originsOf(steps: readonly ReadStep[], source: string): readonly string[] {
  return steps.flatMap((step) => (step.type === "item" && step.item.source === source ? [step.item.origin] : []));
}

/** What was read at one place, as text. */
export function textAt(steps: readonly ReadStep[], source: string, origin: string): string {
  const found = steps.find(
    (step) => step.type === "item" && step.item.source === source && step.item.origin === origin,
  );
  if (found?.type !== "item") throw new Error(`${source} ${origin} was not read`);
  return Buffer.from(found.item.bytes).toString("utf8");
}

export function unreadOf(steps: readonly ReadStep[]): readonly string[] {
  return steps.flatMap((step) => (step.type === "unread" ? [`${step.source}: ${step.code}`] : []));
}
