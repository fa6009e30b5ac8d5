import type { ChangeProposal } from "#schemas/change-proposal";
import { breakReferences } from "../markdown/markdown.js";
import { count } from "../text/count.js";
import { describeEffect } from "./describe-effect.js";

/** The description of a commit status: how much is to be decided, and what it does to a failover. */
export function proposalStatus(proposal: ChangeProposal, maxCharacters: number): string {
  const what = proposal.kind === "adopt" ? "to be adopted or put back" : "to be put back";
  const { blocks } = describeEffect(proposal);
  const text = `${count(proposal.changes.length, "change")} ${what}; severity ${proposal.severity}; blocks failover: ${blocks}`;
  return breakReferences(text).slice(0, maxCharacters);
}
