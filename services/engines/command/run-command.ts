import { type ChildProcess, spawn } from "node:child_process";
import { type ErrorCode, LockstepError } from "#services/core/errors";
import { endGroup, GRACE_MS } from "./end-group.js";

export interface CommandRun {
  /** What is registered, whatever it is run through: named in messages. Its arguments are not, since one may be a secret. */
  readonly program: string;
  readonly argv: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  readonly maxBytes: number;
  readonly exitCodes: readonly number[];
}

export interface RunLimits {
  readonly nodeId: string;
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
}

/**
 * Runs a program without a shell and gives what it printed. It runs in a group of its own, which is ended as a whole when it
 * takes too long, prints too much or is stopped. What it says on its error output is not kept: it may quote a secret.
 *
 * @throws LockstepError `system-refused`, `node-unreachable`, `answer-too-large`, `answer-truncated`, `answer-unexpected`, `aborted`
 */
export async function runCommand(run: CommandRun, { nodeId, timeoutMs, signal }: RunLimits): Promise<Uint8Array> {
  const [program = "", ...others] = run.argv;
  const fail = (code: ErrorCode, message: string): LockstepError =>
    new LockstepError(code, `${nodeId}: the command ${run.program} ${message}`, { details: { node: nodeId } });
  const child = spawn(program, others, {
    shell: false,
    detached: process.platform !== "win32",
    env: { ...run.environment },
    stdio: ["ignore", "pipe", "ignore"],
    windowsHide: true,
  });
  const end = endOf(child);
  const group = endGroup(child, end.giveUp);
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  let failure: LockstepError | undefined;
  const stop = (error: LockstepError): void => {
    failure ??= error;
    group.end();
  };
  const timer = setTimeout(() => {
    stop(fail("node-unreachable", `did not end within ${Math.round(timeoutMs / 1000)} s.`));
  }, timeoutMs);
  const abort = (): void => stop(fail("aborted", "was stopped before its end."));
  signal.addEventListener("abort", abort, { once: true });
  child.stdout.on("data", (chunk: Buffer) => {
    bytes += chunk.byteLength;
    if (bytes > run.maxBytes) stop(fail("answer-too-large", `printed more than ${run.maxBytes} bytes.`));
    else chunks.push(chunk);
  });
  try {
    const code = await end.promise;
    if (code === "outlived") {
      throw fail(failure?.code ?? "node-unreachable", "could not be ended: it runs under another account, or hangs.");
    }
    if (failure !== undefined) throw failure;
    if (code === "not-started")
      throw fail("system-refused", "cannot be started: is it there, and may this account run it?");
    if (code === null) throw fail("answer-truncated", "was ended by someone else.");
    if (run.argv[0] === "ssh" && code === 255)
      throw fail("node-unreachable", "could not be run: ssh did not get there.");
    if (!run.exitCodes.includes(code)) throw fail("answer-unexpected", `ended with code ${code}.`);
    if (!end.isClosed()) throw fail("answer-truncated", "ended, while something that it started may still write.");
    return Buffer.concat(chunks);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener("abort", abort);
    // What it started and left behind ends with it.
    group.end();
  }
}

type End = number | null | "not-started" | "outlived";

interface ProgramEnd {
  readonly promise: Promise<End>;
  /** Whether all that was printed is read: nothing holds the output open any more. */
  readonly isClosed: () => boolean;
  readonly giveUp: () => void;
}

function endOf(child: ChildProcess): ProgramEnd {
  let isClosed = false;
  let giveUp = (): void => {};
  const promise = new Promise<End>((resolve) => {
    child.once("error", () => resolve("not-started"));
    child.once("close", (code) => {
      isClosed = true;
      resolve(code);
    });
    // A process that was left behind may hold the output open. In two steps, so that a busy Lockstep reads between them what is there.
    child.once("exit", (code) => {
      setTimeout(() => setTimeout(() => resolve(code), GRACE_MS / 2).unref(), GRACE_MS / 2).unref();
    });
    giveUp = () => {
      resolve("outlived");
      // Lockstep does not wait for it either.
      child.stdout?.destroy();
      child.unref();
    };
  });
  return { promise, giveUp, isClosed: () => isClosed };
}
