import type { AccessRules } from "#services/core/dialect";

/** The users of the server. Without a plugin for roles each of them may do everything, and none is told. */
export const access: AccessRules = { kinds: ["user"] };
