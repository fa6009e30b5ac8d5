import type { ControlLibrary } from "#services/core/control-maps/control-library";
import { LockstepError } from "#services/core/errors";
import { readControlMaps } from "./read-control-maps.js";

/**
 * Opens the control maps that are in force: those that ship, and those of the estate's governed files.
 *
 * @throws LockstepError `policy-invalid` where one of the estate's own cannot be used: a pack does without none of them in silence
 */
export async function openControlLibrary(governed?: ReadonlyMap<string, string>): Promise<ControlLibrary> {
  const { library, problems } = await readControlMaps(governed);
  const [first] = problems;
  if (first === undefined) return library;
  const others = problems.length === 1 ? "" : ` (and ${problems.length - 1} more)`;
  throw new LockstepError("policy-invalid", `${first.file} ${first.path}: ${first.message}${others}.`);
}
