import type { GitHubForgeFaults } from "./faults.js";
import type { Permission, Permissions } from "./hub-model.js";

/** What is left of a grant where rights are narrowed. */
export function narrow(granted: Permissions, { readOnly, lacks = [] }: GitHubForgeFaults): Permissions {
  const left: Partial<Record<Permission, "read" | "write">> = { ...granted };
  for (const name of lacks) delete left[name];
  if (readOnly !== true) return left;
  return Object.fromEntries(Object.keys(left).map((name) => [name, "read"]));
}
