import { engineSight } from "#services/core/access/may-do";
import type { Permission } from "#services/core/access/permissions";
import type { EstateCall } from "../route.js";

type Asking = Pick<EstateCall, "principal" | "estate">;

/** Ids of the declared engines that whoever asks may see, or may do something else with. */
export function seenEngines({ principal, estate }: Asking, permission: Permission = "read"): readonly string[] {
  return engineSight(principal, estate.id, estate.declared()?.engines ?? [], permission).map(({ id }) => id);
}
