import type { ProposalSummary } from "#schemas/api/proposal-summary";
import { estateLink } from "./estate-link.js";

/** The address of a proposal: by the number of its review, since two engines may have proposals of one key; without one by its key. */
export function proposalLink(
  estate: string,
  { engineId, number, key }: Pick<ProposalSummary, "engineId" | "number" | "key">,
): string {
  return estateLink(estate, "engines", engineId, "proposals", number === null ? key : String(number));
}
