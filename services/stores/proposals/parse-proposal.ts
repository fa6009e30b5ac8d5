import { ChangeProposal } from "#schemas/change-proposal";
import { formOf } from "#services/core/form-of";
import { canonicalText } from "#services/core/seal/seal-record";

const isProposal = formOf<ChangeProposal>(ChangeProposal);

/** The file of a proposal, below its folder. */
export const PROPOSAL_FILE = "proposal.json";

/** Reads a proposal as it stands on a branch; `undefined` for whatever is none. */
export function parseProposal(text: string): ChangeProposal | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isProposal(value) ? value : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** A proposal as it is stored: the same one gives the same bytes, a property a line. */
export function printProposal(proposal: ChangeProposal): string {
  const text = JSON.stringify(proposal, (_, value: unknown) => (typeof value === "string" ? wellFormed(value) : value));
  return `${JSON.stringify(JSON.parse(canonicalText(JSON.parse(text))), null, 2)}\n`;
}

/** Half characters, which RFC 8785 refuses and engines do send. */
function wellFormed(text: string): string {
  return text.replaceAll(/\p{Surrogate}/gu, "\uFFFD");
}
