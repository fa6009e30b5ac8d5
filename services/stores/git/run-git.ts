import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { LockstepError } from "#services/core/errors";

/** One call of git. */
export interface GitCall {
  /** What git reads from standard input. Default: nothing. */
  readonly input?: string | Uint8Array;
  /** Added to the fixed environment, for example dates of a commit. */
  readonly env?: Readonly<Record<string, string>>;
  /** Bound on standard output in bytes; more is `store-unsound`. Default 256 MiB. */
  readonly maxBytes?: number;
  /** Runs in a process group of its own, so that a kill of ours does not leave its lock files behind. */
  readonly detached?: boolean;
}

/** What a git child said. */
export interface GitAnswer {
  readonly code: number;
  readonly stdout: Buffer;
  readonly stderr: string;
}

/** Runs git over a bare repository and gives its standard output. @throws LockstepError `store-unsound` on any other exit than 0 */
export async function runGit(gitDir: string, args: readonly string[], call: GitCall = {}): Promise<Buffer> {
  const answer = await askGit(gitDir, args, call);
  if (answer.code !== 0) throw gitFailed(args, answer);
  return answer.stdout;
}

/** Runs git and gives its one-line answer without the line end. @throws LockstepError `store-unsound` */
export async function runGitLine(gitDir: string, args: readonly string[], call: GitCall = {}): Promise<string> {
  return (await runGit(gitDir, args, call)).toString("utf8").trimEnd();
}

/** Runs git and gives its exit with what it said, for calls whose refusal is a result. */
export async function askGit(gitDir: string, args: readonly string[], call: GitCall = {}): Promise<GitAnswer> {
  const child = spawnGit(gitDir, args, call);
  const maxBytes = call.maxBytes ?? 256 * 1024 * 1024;
  const chunks: Buffer[] = [];
  let length = 0;
  let stderr = "";
  child.stdout.on("data", (chunk: Buffer) => {
    length += chunk.length;
    if (length <= maxBytes) chunks.push(chunk);
    else child.kill();
  });
  child.stderr.on("data", (chunk: Buffer) => {
    if (stderr.length < 4096) stderr += chunk.toString("utf8");
  });
  child.stdin.end(call.input ?? "");
  const code = await exitOf(child);
  if (length > maxBytes) throw new LockstepError("store-unsound", `git ${args[0]} gave more than ${maxBytes} bytes`);
  return { code, stdout: Buffer.concat(chunks), stderr };
}

/** Starts git with nothing of the machine's configuration, no prompt, no hook, and the fixed identity. */
export function spawnGit(
  gitDir: string,
  args: readonly string[],
  call: Pick<GitCall, "env" | "detached"> = {},
): ChildProcessWithoutNullStreams {
  const child = spawn("git", [`--git-dir=${gitDir}`, ...FIXED_CONFIGURATION, ...args], {
    env: { ...fixedEnvironment(), ...call.env },
    stdio: ["pipe", "pipe", "pipe"],
    detached: call.detached === true,
    windowsHide: true,
  });
  // A child that ends early makes our next write an EPIPE; its exit code tells the story, so the write error is not news.
  child.stdin.on("error", () => undefined);
  return child;
}

/** Waits for the end of a child. @throws LockstepError `system-refused` where git cannot be started */
export function exitOf(child: ChildProcessWithoutNullStreams): Promise<number> {
  return new Promise((resolve, reject) => {
    child.on("error", (cause) => {
      const message = "git cannot be started: install it, or put it on PATH; 'lockstep doctor' says which version";
      reject(new LockstepError("system-refused", message, { cause }));
    });
    child.on("close", (code) => resolve(code ?? -1));
  });
}

/** The error for a failed call; git's words are cut to plain ASCII, because paths in them may be hostile. */
export function gitFailed(args: readonly string[], answer: Pick<GitAnswer, "code" | "stderr">): LockstepError {
  const said = answer.stderr
    .replaceAll(/[^\x20-\x7e]+/g, " ")
    .slice(0, 300)
    .trim();
  if (DISK_FULL.test(answer.stderr)) {
    return new LockstepError("system-refused", `git ${args[0]} could not write: the disk of the repository is full`);
  }
  return new LockstepError("store-unsound", `git ${args[0]} failed (exit ${answer.code}): ${said}`);
}

/** In the words of the C library and of git itself: nothing is wrong with the store, and restoring it would lose what it holds. */
const DISK_FULL = /No space left on device|Out of diskspace|Disk quota exceeded|ENOSPC|EDQUOT/i;

/** Who Lockstep is in Git. */
export const LOCKSTEP_EMAIL = "lockstep@lockstep.example";

const FIXED_CONFIGURATION = [
  // The store's own configuration names no program: whoever can write there must not run anything as us, nor verify for us.
  "-c",
  "gpg.ssh.program=ssh-keygen",
  "-c",
  "gpg.ssh.defaultKeyCommand=",
  "-c",
  "gpg.ssh.revocationFile=",
  "-c",
  "core.fsmonitor=false",
  "-c",
  "core.sshCommand=ssh",
  "-c",
  "core.alternateRefsCommand=true",
  "-c",
  "core.hooksPath=/dev/null",
  "-c",
  "protocol.ext.allow=never",
  "-c",
  "core.fsync=all",
  "-c",
  "core.fsyncMethod=batch",
  "-c",
  "core.packedRefsTimeout=10000",
  "-c",
  "core.filesRefLockTimeout=2000",
  "-c",
  "gc.auto=0",
  "-c",
  "gc.autoDetach=false",
];

function fixedEnvironment(): Record<string, string> {
  const inherited = ["PATH", "TMPDIR", "TEMP", "TMP", "SystemRoot"];
  const kept = inherited.flatMap((name) => {
    const value = process.env[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  return {
    ...Object.fromEntries(kept),
    GIT_CONFIG_NOSYSTEM: "1",
    GIT_CONFIG_GLOBAL: "/dev/null",
    GIT_ATTR_NOSYSTEM: "1",
    GIT_TERMINAL_PROMPT: "0",
    GIT_NO_REPLACE_OBJECTS: "1",
    GIT_LITERAL_PATHSPECS: "1",
    GIT_AUTHOR_NAME: "Lockstep",
    GIT_AUTHOR_EMAIL: LOCKSTEP_EMAIL,
    GIT_COMMITTER_NAME: "Lockstep",
    GIT_COMMITTER_EMAIL: LOCKSTEP_EMAIL,
    LC_ALL: "C",
    TZ: "UTC",
  };
}
