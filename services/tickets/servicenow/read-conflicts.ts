import { LockstepError } from "#services/core/errors";
import { CHANGE_API } from "./read-requests.js";
import type { Instance, Row } from "./read-rows.js";

const MOST = 20;

/**
 * Says of which tickets the instance itself finds conflicts with other changes, blackouts or maintenance windows: for people,
 * it changes no verdict. The list decides: `status` says `Conflict` even where the list is empty.
 */
export async function readConflicts(instance: Instance, changes: readonly Row[]): Promise<readonly string[]> {
  const warnings: string[] = [];
  const marked = changes.filter((row) => row["conflict_status"]?.value === "Conflict");
  for (const row of marked.slice(0, MOST)) {
    const count = await countConflicts(instance, row["sys_id"]?.value ?? "");
    const number = row["number"]?.value ?? "";
    if (count === undefined) warnings.push(`${number} has conflicts of schedule that the account may not read`);
    else if (count > 0) warnings.push(`${number} has ${count} ${count === 1 ? "conflict" : "conflicts"} of schedule`);
  }
  return warnings;
}

async function countConflicts({ asking }: Instance, id: string): Promise<number | undefined> {
  if (!/^[0-9a-f]{32}$/.test(id)) return undefined;
  try {
    const { body } = await asking.getJson(`${CHANGE_API}/${id}/conflict`);
    const result: unknown = typeof body === "object" && body !== null ? Reflect.get(body, "result") : undefined;
    const list: unknown = typeof result === "object" && result !== null ? Reflect.get(result, "conflicts") : undefined;
    return Array.isArray(list) ? list.length : undefined;
  } catch (error) {
    if (error instanceof LockstepError && error.code === "rights-narrowed") return undefined;
    throw error;
  }
}
