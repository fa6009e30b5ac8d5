import type { ChildProcess } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";

export interface Waiting {
  /** What is waited for, as the end of "it never came true that …". Default: the condition as it stands in the test. */
  readonly what?: string;
  /** Default: three minutes, long also on a crowded machine; only a wait in vain takes so long. */
  readonly withinMs?: number;
  /** From one look to the next. Default 20. */
  readonly everyMs?: number;
  /** Who is to bring it about: once that has ended, nobody will. */
  readonly by?: { readonly child: ChildProcess; stderr?(): string };
}

/** Waits on a condition, never for ever: in vain, it fails with what was waited for. */
export async function until(holds: () => boolean | Promise<boolean>, waiting: Waiting = {}): Promise<void> {
  const { what = holds.toString(), withinMs = 180_000, everyMs = 20, by } = waiting;
  const from = performance.now();
  for (;;) {
    // Asked before the look: what was done at the very end still counts.
    const isOver = by !== undefined && (by.child.exitCode !== null || by.child.signalCode !== null);
    if (await holds()) return;
    if (isOver) throw new Error(`the process ended before it came true that ${what}: ${by.stderr?.() ?? ""}`);
    if (performance.now() - from > withinMs)
      throw new Error(`it never came true in ${withinMs / 1000} s that ${what}: ${by?.stderr?.() ?? ""}`);
    await sleep(everyMs);
  }
}
