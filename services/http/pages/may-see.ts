import { mayDo } from "#services/core/access/may-do";
import type { Permission } from "#services/core/access/permissions";
import type { EstateCall } from "../route.js";

/** Keeps of a list what is about engines that the reader may see. */
export function onlySeen<T extends { readonly engineId: string }>(
  { principal, estate }: Pick<EstateCall, "principal" | "estate">,
  items: readonly T[],
  permission: Permission = "read",
): readonly T[] {
  return items.filter(({ engineId }) => mayDo(principal, permission, { estate: estate.id, engine: engineId }));
}

/** Ids of the declared engines that the reader may see. */
export function seenEngines(
  call: Pick<EstateCall, "principal" | "estate">,
  permission: Permission = "read",
): readonly string[] {
  const declared = (call.estate.declared()?.engines ?? []).map(({ id }) => ({ engineId: id }));
  return onlySeen(call, declared, permission).map(({ engineId }) => engineId);
}
