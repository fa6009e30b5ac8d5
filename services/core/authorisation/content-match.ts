import type { ContentMatch } from "#schemas/authorisation";

/** Each of thousands of changes under one ticket would tell the same thousands of digests. */
const MAX_MISSING = 20;

/** How a change lies to the approved content, with the paths that differ and the approved changes that are missing. */
export function contentMatch(
  match: ContentMatch["match"],
  { beyond = [], missing = [] }: { beyond?: readonly string[]; missing?: readonly string[] } = {},
): ContentMatch {
  return { match, beyond: [...beyond], missing: missing.slice(0, MAX_MISSING), missingCount: missing.length };
}
