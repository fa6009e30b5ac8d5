import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

/** Starts a process of this folder, compiled or from source as we are ourselves, that talks to us by messages. */
export function startProcess(name: string, args: readonly string[]): ChildProcess {
  const extension = import.meta.url.endsWith(".ts") ? "ts" : "js";
  return fork(fileURLToPath(new URL(`./${name}.${extension}`, import.meta.url)), [...args]);
}

/** The next message of a process. @throws Error where it ends without one */
export async function nextMessage(child: ChildProcess): Promise<unknown> {
  const stop = new AbortController();
  const ended = once(child, "exit", { signal: stop.signal }).then(([code]) => {
    throw new Error(`a process of the bench ended with ${String(code)} before it answered`);
  });
  try {
    const [message] = (await Promise.race([once(child, "message", { signal: stop.signal }), ended])) as unknown[];
    return message;
  } finally {
    ended.catch(() => undefined);
    stop.abort();
  }
}
