import type { Command } from "commander";
import type { App } from "#services/app";
import { readSettings, type Settings } from "#services/config";
import type { CommandContext } from "./command-context.js";

/** Opens the estate that `--estate`, the environment or the folder names. */
export async function openEstate(program: Command, context: CommandContext): Promise<App> {
  const settings = settingsOf(program, context);
  const { openApp } = await import("#services/app");
  return await openApp(settings);
}

/** Finds that estate without opening it. @throws LockstepError `estate-not-found` */
export function settingsOf(program: Command, { cwd, environment }: CommandContext): Settings {
  return readSettings({ cwd, environment, estate: namedEstate(program) });
}

/** The folder that `--estate` names. */
export function namedEstate(program: Command): string | undefined {
  return program.opts<{ estate?: string }>().estate;
}
