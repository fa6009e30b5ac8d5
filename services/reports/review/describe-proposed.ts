import type { ChangeProposal } from "#schemas/change-proposal";
import { cutText } from "../text/cut-text.js";
import { describeSides } from "./describe-sides.js";
import { nameArtefacts } from "./name-artefacts.js";
import { type ProposalPart, proposalParts } from "./proposal-part.js";

/** What was done, in the pieces of a sentence. */
export interface ProposedWords {
  /** `interface 'PAS ADT In' (channel)`, `3 interfaces`. */
  readonly what: string;
  /** The path, where it is one; `undefined` where there are several, or the whole was added or removed. */
  readonly path: string | undefined;
  /** `was changed`, `were added`. */
  readonly verb: string;
  /** ` from 6661 to 7777`, ` (8 changed, 2 added)`, or nothing. */
  readonly how: string;
}

/** Tells what was done, without where and when. */
export function describeProposed(proposal: ChangeProposal): ProposedWords {
  const parts = proposalParts(proposal);
  const [first] = parts;
  if (first === undefined) return { what: "nothing", path: undefined, verb: "was changed", how: "" };
  const what = nameArtefacts(parts.map(({ finding }) => finding));
  if (parts.length === 1) return { what, ...describeOne(first) };
  if (proposal.cause.by !== "pattern") return { what, path: undefined, ...describeKinds(parts) };
  const path = pathOf(first) ?? cutText(proposal.cause.name, 120);
  return { what, path, verb: "was changed alike", how: haveSameValues(parts) ? valuesOf(first) : "" };
}

function describeOne(part: ProposalPart): Omit<ProposedWords, "what"> {
  if (part.proposed.what !== "changed") return { path: undefined, verb: `was ${part.proposed.what}`, how: "" };
  if (part.changes.length > 1)
    return { path: undefined, verb: "was changed", how: ` in ${part.changes.length} places` };
  return { path: pathOf(part), verb: "was changed", how: valuesOf(part) };
}

function pathOf({ changes: [change] }: ProposalPart): string | undefined {
  return change === undefined || change.path === "/" ? undefined : cutText(change.label, 120);
}

/** Short values are told; longer ones are left to the table. */
function valuesOf({ changes: [change] }: ProposalPart): string {
  if (change === undefined || change.path === "/") return "";
  const { baseline, production } = describeSides(change, SHORT + 1);
  const isShort = [baseline, production].every(({ text, isValue }) => isValue && text.length <= SHORT);
  return isShort ? ` from ${baseline.text} to ${production.text}` : "";
}

const SHORT = 40;

function haveSameValues(parts: readonly ProposalPart[]): boolean {
  return new Set(parts.map(valuesOf)).size === 1;
}

function describeKinds(parts: readonly ProposalPart[]): Pick<ProposedWords, "verb" | "how"> {
  const counts = (["changed", "added", "removed"] as const)
    .map((what) => ({ what, number: parts.filter(({ proposed }) => proposed.what === what).length }))
    .filter(({ number }) => number > 0);
  if (counts.length === 1) return { verb: `were ${counts[0]?.what}`, how: "" };
  return { verb: "were changed", how: ` (${counts.map(({ what, number }) => `${number} ${what}`).join(", ")})` };
}
