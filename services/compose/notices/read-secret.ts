import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { isAbsolute, resolve } from "node:path";
import type { SecretSource } from "#schemas/service";
import { LockstepError } from "#services/core/errors";

/** Where a secret is read for. */
export interface SecretContext {
  /** What it is, for whoever has to set it, for example `signIn.clientSecret`. */
  readonly what: string;
  readonly environment: NodeJS.ProcessEnv;
  /** What relative names start from. */
  readonly folder: string;
  /** Milliseconds for a command. Default 10,000. */
  readonly timeoutMs?: number;
}

/**
 * Reads a secret from a variable, a file or what a program prints: the first line, without a shell and with a time limit. What was printed or read is
 * told to nobody.
 *
 * @throws LockstepError `credential-missing`
 */
export async function readSecret(source: SecretSource, context: SecretContext): Promise<string> {
  const secret = await read(source, context);
  if (secret !== "") return secret;
  throw missing(context, "is empty", "Put the secret where service.yaml says.");
}

async function read(source: SecretSource, context: SecretContext): Promise<string> {
  const { environment, folder } = context;
  const { env, file, command } = source;
  if (env !== undefined) {
    const value = environment[env];
    if (value === undefined) throw missing(context, "is not set", `Set ${env}.`);
    return firstLine(value);
  }
  if (file !== undefined) {
    const path = resolve(folder, file);
    const text = await readFile(path, "utf8").catch((cause: unknown) => {
      throw missing(context, "cannot be read", `Make ${path} readable for this account.`, cause);
    });
    return firstLine(text);
  }
  if (command !== undefined) return firstLine(await run(command, context));
  throw missing(context, "stands nowhere", "Give env, file or command.");
}

const TIMEOUT_MS = 10_000;

function run([program = "", ...args]: readonly string[], context: SecretContext): Promise<string> {
  const { timeoutMs = TIMEOUT_MS, environment: env, folder: cwd } = context;
  if (!isAbsolute(program)) {
    throw missing(context, "names a program without its place", "Give the program's absolute path.");
  }
  return new Promise((done, failed) => {
    const options = { timeout: timeoutMs, maxBuffer: 65_536, killSignal: "SIGKILL", env, cwd } as const;
    const child = execFile(program, args, options, (error, stdout) => {
      if (error === null) return done(stdout);
      // The error itself quotes what was printed.
      const why = error.killed === true ? `did not end within ${timeoutMs} ms` : `failed (${String(error.code)})`;
      return failed(missing(context, "could not be asked for", `The program ${why}: run it by hand as this account.`));
    });
    child.stdin?.end();
  });
}

function firstLine(text: string): string {
  return (text.split(/\r?\n/, 1)[0] ?? "").trim();
}

function missing({ what }: SecretContext, problem: string, remedy: string, cause?: unknown): LockstepError {
  return new LockstepError("credential-missing", `The secret ${what} ${problem}.`, {
    remedy,
    ...(cause !== undefined && { cause }),
  });
}
