import assert from "node:assert/strict";
import type { LoopbackEstate } from "./estate-on-loopback.js";
import { type StartedCommand, startCommandLine } from "./start-command-line.js";

/** `lockstep serve` in a process of its own. */
export interface StartedService extends StartedCommand {
  readonly url: string;
}

/** Starts the service over an estate, on a free port, with the environment that the estate names. */
export async function startService(
  { folder, app }: Pick<LoopbackEstate, "folder" | "app">,
  environment: Readonly<Record<string, string>> = {},
): Promise<StartedService> {
  const args = ["--estate", folder, "serve", "--no-people", "--port", "0"];
  const started = startCommandLine(args, { ...app.settings.environment, ...environment });
  await started.said("listening on");
  const url = /listening on (\S+)/.exec(started.stderr())?.[1];
  return { ...started, url: url ?? assert.fail((await started.ended).stderr) };
}
