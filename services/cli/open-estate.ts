import type { Command } from "commander";
import { type App, openApp } from "#services/app";
import { readSettings } from "#services/config";
import type { CommandContext } from "./command-context.js";

/** Opens the estate that `--estate`, the environment or the folder names. */
export async function openEstate(program: Command, { cwd, environment }: CommandContext): Promise<App> {
  const { estate } = program.opts<{ estate?: string }>();
  return await openApp(readSettings({ cwd, environment, estate }));
}
