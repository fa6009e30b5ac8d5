import type { AuthorisationVerdict } from "#schemas/authorisation";
import { AUTHORISATION_VERDICTS } from "../../authorisation/authorisation-verdicts.js";
import type { EVIDENCE_TABLES, RowOf } from "../tables.js";

/** One change, as the list of all changes shows it. */
export type PopulationRow = RowOf<typeof EVIDENCE_TABLES.population>;

/** `null` where the engine names nobody. */
export function nameActors(actors: readonly string[]): string | null {
  const named = actors.filter((actor) => actor.trim() !== "");
  return named.length === 0 ? null : named.join(", ");
}

/** Whether the engine names whoever made it, by accounts that belong to one person each. */
export function isAttributed(actors: readonly string[], unattributable: readonly string[] = []): boolean {
  return nameActors(actors) !== null && unattributable.length === 0;
}

/** `null` where no ticket is asked for, or no verdict is on record. */
export function isAuthorised(verdict: AuthorisationVerdict | null): boolean | null {
  if (verdict === null || verdict === "not-applicable") return null;
  return AUTHORISATION_VERDICTS[verdict].effect === "none";
}

const RETROSPECTIVE: ReadonlySet<string> = new Set([
  "authorised-retrospective",
  "pending-retrospective",
  "retrospective-overdue",
]);

/** The same of approval that came, or is to come, after the change. */
export function isRetrospective(verdict: AuthorisationVerdict | null): boolean | null {
  return isAuthorised(verdict) === null || verdict === null ? null : RETROSPECTIVE.has(verdict);
}
