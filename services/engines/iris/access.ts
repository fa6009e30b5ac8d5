import type { Artefact, TreeNode } from "#schemas/artefact";
import type { AccessRules } from "#services/core/dialect";

/** The users and roles of the instance, and which user holds which role. */
export const access: AccessRules = { kinds: ["user", "role"], rolesOf };

function rolesOf({ kind, root }: Artefact): readonly string[] | undefined {
  if (kind !== "user") return undefined;
  const roles = root.children?.find(({ name }) => name === "Roles");
  return roles === undefined ? [] : leavesOf(roles);
}

function leavesOf({ text, children = [] }: TreeNode): string[] {
  return [...(text === undefined || text === "" ? [] : [text]), ...children.flatMap(leavesOf)];
}
