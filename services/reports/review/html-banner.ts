import type { ChangeProposal } from "#schemas/change-proposal";
import { AUTHORISATION_VERDICTS, type VerdictEffect } from "#services/core/authorisation/authorisation-verdicts";
import { type Markup, markup } from "../html/markup.js";
import { describeEffect } from "./describe-effect.js";
import { proposalHeadline } from "./proposal-headline.js";

/** The first thing that is read: whether the change was authorised, what happened, and what it does to a failover. */
export function htmlBanner(proposal: ChangeProposal): Markup {
  const { word, mark } = authorityOf(proposal);
  const { blocks, because } = describeEffect(proposal);
  return markup`<div class="verdict ${mark}">
<p class="word">${word}</p>
<p class="sentence">${proposalHeadline(proposal)}</p>
<p><strong>Blocks failover: ${blocks}.</strong> ${because}</p>
</div>
`;
}

/** No proposal that holds an unauthorised change is told as authorised, whatever its worst verdict. */
function authorityOf({ unauthorised, verdict, findings }: ChangeProposal): {
  readonly word: string;
  readonly mark: string;
} {
  const told = unauthorised ? WORDS.blocks : WORDS[AUTHORISATION_VERDICTS[verdict].effect];
  const isMixed = findings.some(({ authorisation }) => AUTHORISATION_VERDICTS[authorisation.verdict].effect === "none");
  return told === NOT_AUTHORISED && isMixed && findings.length > 1 ? { ...told, word: "NOT ALL AUTHORISED" } : told;
}

const NOT_AUTHORISED = { word: "NOT AUTHORISED", mark: "not-ready" };
const WORDS = {
  none: { word: "AUTHORISED", mark: "ready" },
  amber: { word: "AUTHORISED, SOMETHING IS STILL DUE", mark: "unknown" },
  unknown: { word: "NOT KNOWN WHETHER AUTHORISED", mark: "unknown" },
  policy: NOT_AUTHORISED,
  blocks: NOT_AUTHORISED,
} as const satisfies Record<VerdictEffect, { word: string; mark: string }>;
