import { type SimpleGitOptions, simpleGit } from "simple-git";
import { LockstepError } from "#services/core/errors";

/** One call of git that speaks with the forge. */
export interface RemoteCall {
  readonly gitDir: string;
  readonly environment: Readonly<Record<string, string>>;
  /** Deadline in milliseconds. */
  readonly timeoutMs: number;
  readonly signal?: AbortSignal | undefined;
}

/** How git ended and what it said. */
export interface RemoteAnswer {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * Runs git by simple-git and gives its exit with what it said; a refusal of the forge is a result.
 *
 * @throws LockstepError `forge-unavailable` at the deadline or where the forge says without end, `aborted`, `system-refused`
 */
export async function runRemoteGit(call: RemoteCall, args: readonly string[]): Promise<RemoteAnswer> {
  const { gitDir, environment, timeoutMs, signal } = call;
  const deadline = AbortSignal.timeout(timeoutMs);
  const flood = new AbortController();
  let answer: RemoteAnswer | undefined;
  let said = 0;
  const client = simpleGit({
    ...OPTIONS,
    baseDir: gitDir,
    // simple-git guards against Git variables of unknown origin; these are all ours.
    allowEnvironment: Object.keys(environment),
    abort: AbortSignal.any([deadline, flood.signal, ...(signal === undefined ? [] : [signal])]),
    errors(_, { exitCode, stdOut, stdErr }) {
      const [stdout, stderr] = [stdOut, stdErr].map((chunks) => Buffer.concat(chunks).toString("utf8"));
      answer = { code: exitCode, stdout: stdout ?? "", stderr: stderr ?? "" };
      return undefined;
    },
  });
  client.env({ ...environment }).outputHandler((_, stdout, stderr) => {
    for (const stream of [stdout, stderr]) {
      stream.on("data", (chunk: Buffer) => {
        said += chunk.length;
        if (said > MAX_BYTES) flood.abort();
      });
    }
  });
  const thrown: unknown = await client.raw([...args]).then(
    () => undefined,
    (cause: unknown) => cause,
  );
  // simple-git gives what it was stopped for to `errors` like any other end.
  if (signal?.aborted) throw new LockstepError("aborted", "the forge was not waited for any longer");
  if (flood.signal.aborted) throw new LockstepError("forge-unavailable", `the forge said more than ${MAX_BYTES} bytes`);
  if (deadline.aborted) {
    throw new LockstepError("forge-unavailable", `the forge did not end within ${Math.ceil(timeoutMs / 1000)} seconds`);
  }
  if (thrown !== undefined) throw new LockstepError("bug", "git could not be asked for the forge", { cause: thrown });
  if (answer === undefined) throw new LockstepError("bug", "git ended without an answer");
  if (/\bspawn git ENOENT\b/.test(answer.stderr)) {
    throw new LockstepError("system-refused", "git cannot be started: install it, or put it on PATH");
  }
  return answer;
}

const MAX_BYTES = 16 * 1024 ** 2;

// Each of these is a switch that simple-git asks for where a setting or variable is given; the values are in remote-settings.ts.
const OPTIONS: Partial<SimpleGitOptions> = {
  unsafe: {
    allowUnsafeAskPass: true,
    allowUnsafeConfigEnvCount: true,
    allowUnsafeConfigPaths: true,
    allowUnsafeCredentialHelper: true,
    allowUnsafeFsMonitor: true,
    allowUnsafeGitProxy: true,
    allowUnsafeHooksPath: true,
    allowUnsafeProtocolOverride: true,
    allowUnsafeSshCommand: true,
  },
};
