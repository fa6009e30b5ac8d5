import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

/** A writer process under way. */
export interface StartedWriter {
  readonly child: ChildProcess;
  /** Runs whose record the process said was on disk. */
  readonly recorded: readonly string[];
  /** Fulfilled when the process has loaded and is about to write. */
  readonly ready: Promise<void>;
  /** Fulfilled with the exit code, or `null` after a kill, once all output was read. */
  readonly ended: Promise<number | null>;
}

/** Starts `writer-process.ts`, or another of its kind, in a process group of its own. */
export function startWriter(
  contextFile: string,
  name: string,
  first: number,
  count: number,
  artefacts = 3,
  program: "writer-process" | "ticket-writer-process" | "review-writer-process" = "writer-process",
): StartedWriter {
  const ending = import.meta.url.endsWith(".ts") ? "ts" : "js";
  const script = fileURLToPath(new URL(`./${program}.${ending}`, import.meta.url));
  const args = [...process.execArgv, script, contextFile, name, String(first), String(count), String(artefacts)];
  const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"], detached: true });
  const recorded: string[] = [];
  const lines = createInterface({ input: child.stdout });
  const ready = new Promise<void>((resolve, reject) => {
    lines.on("line", (line) => {
      if (line === "ready") resolve();
      else recorded.push(`${name} ${line.slice("run ".length)}`);
    });
    child.on("close", () => reject(new Error(`the writer ${name} ended before it began`)));
  });
  ready.catch(() => undefined);
  const ended = once(child, "close").then(([code]: unknown[]) => (typeof code === "number" ? code : null));
  return { child, recorded, ready, ended };
}
