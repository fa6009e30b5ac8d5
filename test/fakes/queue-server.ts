import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { until } from "./until.js";

/** A server of queues on loopback, started by a test and ended with it. */
export interface QueueServer extends AsyncDisposable {
  readonly url: string;
  /** An address of its own for one test: nothing of another's stands there. */
  emptyPlace(): Promise<string>;
  /** Killed without a word, as when its machine dies. */
  kill(): Promise<void>;
  /** Started anew at the same address, with what it had on disk. */
  start(): Promise<void>;
  /** Stops answering without closing anything, and goes on. */
  freeze(): void;
  thaw(): void;
}

/** Ends a process that a test started. */
export async function endProcess(child: ChildProcess | undefined, signal: NodeJS.Signals): Promise<void> {
  if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, "exit");
  child.kill("SIGCONT");
  child.kill(signal);
  await ended;
}

/** Waits until a server answers. Fails loudly where it ended instead, with what it said. */
export async function untilUp(
  child: ChildProcess,
  said: readonly string[],
  isUp: () => Promise<boolean>,
): Promise<void> {
  const by = { child, stderr: () => said.join("").slice(-2000) };
  await until(() => isUp().catch(() => false), { what: "the server answers", everyMs: 50, by });
}
