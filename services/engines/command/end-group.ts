import type { ChildProcess } from "node:child_process";

/** How long a group of processes has to end by itself, and then to be ended, in ms. */
export const GRACE_MS = 500;

interface Group {
  /** Asks the group to end, and then ends it. */
  readonly end: () => void;
}

/**
 * Ends a program with all that it started in its group of processes.
 *
 * @param onOutlived is called when the group was ended and may still be there: it runs under another account, or hangs
 */
export function endGroup(child: ChildProcess, onOutlived: () => void): Group {
  let isAsked = false;
  return {
    end() {
      if (isAsked) return;
      isAsked = true;
      send(child, "SIGTERM");
      setTimeout(() => {
        send(child, "SIGKILL");
        setTimeout(onOutlived, GRACE_MS).unref();
      }, GRACE_MS).unref();
    },
  };
}

/** What may not be ended is not an error here, in a timer, where it would end Lockstep: it outlives its end, which is told. */
const EXPECTED = new Set<unknown>(["ESRCH", "EPERM"]);

function send(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  try {
    if (process.platform === "win32") child.kill(signal);
    else process.kill(-child.pid, signal);
  } catch (error) {
    if (!(error instanceof Error) || !EXPECTED.has(Reflect.get(error, "code"))) throw error;
  }
}
