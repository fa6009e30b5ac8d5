import type { ChangeProposal } from "#schemas/change-proposal";
import { describeArtefact } from "../words/describe-artefact.js";
import { describeEffect } from "./describe-effect.js";
import { markdownWords } from "./markdown-words.js";
import { type ProposalPart, proposalParts } from "./proposal-part.js";

/** How many artefacts of each sort are named; the others are counted. */
const NAMED = 10;

/** What changed since a reviewer looked at a proposal; approvals given before are void. */
export function renderSinceComment(before: ChangeProposal, after: ChangeProposal): string {
  const lines = listMoves(before, after);
  const effect = describeEffect(after);
  const effectMoved = describeEffect(before).blocks !== effect.blocks;
  return [
    "**The changes of this proposal are others than when you looked. Approvals given before do not count: please look again.**",
    ...(lines.length === 0 ? [] : [lines.join("\n")]),
    ...(effectMoved ? [`Blocks failover: **${effect.blocks}** now. ${markdownWords(effect.because, 300)}`] : []),
  ].join("\n\n");
}

/** What came, what went, and what is another change than before, a line each. */
export function listMoves(before: ChangeProposal, after: ChangeProposal): readonly string[] {
  const earlier = partsByArtefact(before);
  const now = partsByArtefact(after);
  const came = [...now].filter(([key]) => !earlier.has(key)).map(([, part]) => part);
  const went = [...earlier].filter(([key]) => !now.has(key)).map(([, part]) => part);
  const moved = [...now]
    .filter(([key, { proposed }]) => earlier.has(key) && earlier.get(key)?.proposed.digest !== proposed.digest)
    .map(([, part]) => part);
  return [
    ...tell("Now in it as well", came),
    ...tell("No longer in it", went),
    ...tell("Changed again since", moved),
    ...(came.length + went.length + moved.length === 0 ? ["- The same changes, judged differently."] : []),
  ];
}

function partsByArtefact(proposal: ChangeProposal): ReadonlyMap<string, ProposalPart> {
  return new Map(
    proposalParts(proposal).map((part) => [`${part.proposed.artefact.kind}\0${part.proposed.artefact.key}`, part]),
  );
}

function tell(what: string, parts: readonly ProposalPart[]): readonly string[] {
  if (parts.length === 0) return [];
  const named = parts
    .slice(0, NAMED)
    .map(({ finding, proposed }) => markdownWords(`${describeArtefact(finding)} (${proposed.what})`, 200));
  const more = parts.length > NAMED ? `; and ${parts.length - NAMED} more` : "";
  return [`- ${what}: ${named.join("; ")}${more}`];
}
