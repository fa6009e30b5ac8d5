import type { Notice } from "#schemas/artefact";
import { formatPath } from "#services/core/artefact/change-path";

/** Says that a secret is there and cannot be compared. */
export function unverifiable(segments: readonly string[], what: string): Notice {
  return {
    code: "secret-unverifiable",
    path: formatPath(segments),
    message: `${what} is set; the engine does not show it in a form that can be compared`,
  };
}
