import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

/** What a command said until its end; `code` is `null` after a kill. */
export interface CommandOutcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A real process of `lockstep` under way, in a process group of its own. */
export interface StartedCommand {
  readonly child: ChildProcess;
  /** Fulfilled when the command has said this on stderr, or has ended. */
  said(text: string): Promise<void>;
  /** What was said on stderr up to now. */
  readonly stderr: () => string;
  readonly ended: Promise<CommandOutcome>;
}

/** Starts the command line as a scheduler would, compiled or from source like the test itself; `through` is a command that starts it, `node` another one than ours. */
export function startCommandLine(
  args: readonly string[],
  environment: NodeJS.ProcessEnv,
  through: readonly string[] = [],
  node = process.execPath,
): StartedCommand {
  const isSource = import.meta.url.endsWith(".ts");
  const main = fileURLToPath(new URL(`../../services/cli/main.${isSource ? "ts" : "js"}`, import.meta.url));
  const line = [...through, node, ...(isSource ? SOURCE_OPTIONS : []), main, ...args];
  const [program = node, ...others] = line;
  const child = spawn(program, others, {
    stdio: ["ignore", "pipe", "pipe"],
    detached: true,
    // Otherwise the child would take itself for a test file and speak the runner's protocol.
    env: { ...environment, NODE_TEST_CONTEXT: undefined, NODE_OPTIONS: undefined },
  });
  let stdout = "";
  let stderr = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    stdout += text;
  });
  const ended = once(child, "close").then(([code]: unknown[]) => ({
    code: typeof code === "number" ? code : null,
    stdout,
    stderr,
  }));
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    stderr += text;
  });
  const said = (text: string): Promise<void> =>
    new Promise((resolve) => {
      const look = (): void => {
        if (stderr.includes(text)) resolve();
      };
      look();
      child.stderr.on("data", look);
      child.on("close", () => resolve());
    });
  return { child, said, stderr: () => stderr, ended };
}

const SOURCE_OPTIONS = ["--conditions=lockstep-source", "--import", "tsx"];

/** Kills a command as the machine would; with its children, as when a container ends, or alone. */
export function killCommand({ child }: StartedCommand, how: "alone" | "with its children"): void {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  process.kill(how === "alone" ? child.pid : -child.pid, "SIGKILL");
}
