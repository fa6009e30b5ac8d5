import type { Command } from "commander";
import { LockstepError } from "#services/core/errors";
import type { AskedEstate, RemoteEstate } from "#services/running/remote/open-remote-estate";
import { readRemoteSettings } from "#services/running/remote/read-remote-settings";
import type { CommandContext } from "./command-context.js";
import { openEstate } from "./open-estate.js";

/** How a command names a service that it asks in the place of the estate's own folder. */
export interface ServerOptions {
  readonly server?: string;
  readonly tokenFile?: string;
}

/** Lets a command ask a service. */
export function addServerOptions(command: Command): Command {
  return command
    .option("--server <url>", "ask this service instead: https://…, or https://…/estates/<name> where it has several")
    .option("--token-file <file>", "with --server: file that holds the token (default: LOCKSTEP_TOKEN)");
}

/** Asks the estate that is meant, here or of a service, and lets go of it whatever comes. */
export async function withAsked<T>(
  program: Command,
  context: CommandContext,
  options: ServerOptions,
  run: (estate: AskedEstate) => Promise<T>,
): Promise<T> {
  const remote = options.server === undefined ? undefined : await openServer(options.server, options, context);
  if (remote === undefined) return await run({ ...(await openEstate(program, context)), close: async () => undefined });
  return await askRemote(remote, run);
}

/** The same where only a service is asked. */
export async function withServer<T>(
  server: string,
  options: ServerOptions,
  context: CommandContext,
  run: (estate: RemoteEstate) => Promise<T>,
): Promise<T> {
  return await askRemote(await openServer(server, options, context), run);
}

/** What a person decides is decided by a person who signs in: a token is nobody. @throws LockstepError `usage` */
export function assertHere({ server }: ServerOptions, what: string): void {
  if (server === undefined) return;
  throw new LockstepError(
    "usage",
    `${what} is a person's word, and a token is nobody's: it is not given by --server.`,
    {
      remedy: "Sign in to the service in a browser and decide there, or decide where the estate's folder is.",
    },
  );
}

async function askRemote<T>(remote: RemoteEstate, run: (estate: RemoteEstate) => Promise<T>): Promise<T> {
  try {
    return await run(remote);
  } finally {
    await remote.close();
  }
}

async function openServer(
  server: string,
  { tokenFile }: ServerOptions,
  context: CommandContext,
): Promise<RemoteEstate> {
  const { cwd, environment } = context;
  const settings = readRemoteSettings({ cwd, environment, server, tokenFile });
  const { openRemoteEstate } = await import("#services/running/remote/open-remote-estate");
  return openRemoteEstate(settings);
}
