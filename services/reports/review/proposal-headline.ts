import type { ChangeProposal } from "#schemas/change-proposal";
import type { Finding } from "#schemas/finding";
import { cutText } from "../text/cut-text.js";
import { endSentence } from "../text/end-sentence.js";
import { describeAuthorisation } from "../words/describe-authorisation.js";
import { engineName } from "../words/engine-name.js";
import { describeProposed } from "./describe-proposed.js";
import { describeWhen } from "./describe-when.js";

/** How many flows and stakes are told; the others are counted. */
const TOLD = 2;

/** What was done to patients' messages, where, between when and when, on whose authority, and what is at stake: in the past tense. */
export function proposalHeadline(proposal: ChangeProposal): string {
  const { findings } = proposal;
  const { what, path, verb, how } = describeProposed(proposal);
  const subject = path === undefined ? what : `${path} of ${what}`;
  const when = describeWhen(findings);
  const stakes = describeWrong(findings);
  return [
    `${describeFlows(proposal)}: ${subject} ${verb} on production of ${proposalEngine(proposal)}${how}${when === "" ? "" : `, ${when}`}.`,
    `${describeAuthority(proposal)}.`,
    ...(stakes === "" ? [] : [stakes]),
  ].join(" ");
}

/** What people call the engine. */
export function proposalEngine({ engineId, engineName: name }: ChangeProposal): string {
  return engineName({ engineId, ...(name === undefined ? {} : { name }) });
}

/** The worst verdict on the changes, with the ticket it speaks of; where it is not on all of them, on how many. */
function describeAuthority({ findings, verdict }: ChangeProposal): string {
  const worst = findings.filter(({ authorisation }) => authorisation.verdict === verdict);
  const [first] = worst;
  if (first === undefined) return "Nothing is known of its authority";
  const told = describeAuthorisation(first.authorisation);
  return worst.length === findings.length ? told : `${worst.length} of ${findings.length} changes: ${told}`;
}

function describeFlows({ flows, tier }: ChangeProposal): string {
  if (flows.length === 0) return `Tier ${tier}`;
  const named = flows.slice(0, TOLD).map((flow) => cutText(flow, 80));
  const more = flows.length > TOLD ? ` and ${flows.length - TOLD} more` : "";
  return `${named.join(", ")}${more}, tier ${tier}`;
}

function describeWrong(findings: readonly Finding[]): string {
  const meanings = [...new Set(findings.map(({ meaning }) => meaning).filter((meaning) => meaning !== ""))];
  const told = meanings.slice(0, TOLD).map((meaning) => endSentence(cutText(meaning, 300)));
  return told.length === 0 ? "" : `If it is wrong: ${told.join(" ")}`;
}
