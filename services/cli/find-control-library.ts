import type { Command } from "commander";
import { openControlLibrary } from "#services/compose/evidence/open-control-library";
import { openEstateControlLibrary } from "#services/compose/evidence/open-estate-control-library";
import type { Settings } from "#services/config";
import type { ControlLibrary } from "#services/core/control-maps/control-library";
import { LockstepError } from "#services/core/errors";
import type { CommandContext } from "./command-context.js";
import { namedEstate, settingsOf } from "./open-estate.js";

/** The control maps that ship, with those in force in the estate where there is one. One that was named must be there. */
export async function findControlLibrary(program: Command, context: CommandContext): Promise<ControlLibrary> {
  const settings = findSettings(program, context);
  return settings === undefined ? await openControlLibrary() : await openEstateControlLibrary(settings);
}

function findSettings(program: Command, context: CommandContext): Settings | undefined {
  try {
    return settingsOf(program, context);
  } catch (error) {
    const named = namedEstate(program) ?? context.environment["LOCKSTEP_ESTATE"];
    if (named === undefined && error instanceof LockstepError && error.code === "estate-not-found") return undefined;
    throw error;
  }
}
