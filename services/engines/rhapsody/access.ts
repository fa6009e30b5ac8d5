import type { Artefact } from "#schemas/artefact";
import type { AccessRules } from "#services/core/dialect";

/** The users and access groups of the engine, and which user is in which group. */
export const access: AccessRules = { kinds: ["user", "access-group"], rolesOf };

function rolesOf({ kind, root }: Artefact): readonly string[] | undefined {
  if (kind !== "user") return undefined;
  const groups = root.children?.find(({ name }) => name === "groups");
  return (groups?.children ?? []).flatMap(({ text }) => (text === undefined || text === "" ? [] : [text]));
}
