import type { ChangePreview, PreviewedChange, PreviewedPath } from "#schemas/change-preview";
import { count } from "../text/count.js";
import { cutText } from "../text/cut-text.js";
import { endSentence } from "../text/end-sentence.js";
import { describeArtefact } from "./describe-artefact.js";
import { describeSide } from "./describe-finding.js";

/** One sentence or two in clinical words: what will change, for whom, and what is at stake. */
export function previewHeadline({ engineId, changes, flows }: ChangePreview): string {
  const engine = cutText(engineId, 80);
  const [worst] = changes;
  if (worst === undefined) return `Nothing will change on ${engine}: the candidate holds what is approved.`;
  const touched = flows.map(({ flow, tier }) => `${cutText(flow, 80)} (tier ${tier})`).join(", ");
  const what = count(changes.length, "artefact of", "artefacts of");
  return `${what} ${engine} will change, in ${count(flows.length, "flow")}: ${touched}. ${atStake(worst)}`;
}

/** `channel 'PAS ADT In' will be changed`. */
export function describePreviewed(change: PreviewedChange): string {
  return `${describeArtefact(change)} will be ${change.what}`;
}

/** What depends on it, said of the worst that may come of it. */
export function atStake({ meaning }: PreviewedChange): string {
  return `Where it goes wrong: ${endSentence(cutText(meaning, 400))}`;
}

/** `Remote port will be changed: from 6661 to 7777`. */
export function describePreviewedPath(path: PreviewedPath, maxCharacters: number): string {
  const white = path.whitespaceOnly === true ? " in white space only" : "";
  const what = `${cutText(path.label, maxCharacters)} will be ${path.kind}${white}`;
  if (path.diff !== undefined) return `${what} (text of several lines)`;
  return `${what}: from ${describeSide(path.from, maxCharacters)} to ${describeSide(path.to, maxCharacters)}`;
}

/** That a declared value was left; `undefined` where none is declared. */
export function describeUnexpected({ expected }: PreviewedPath, maxCharacters: number): string | undefined {
  if (expected === undefined) return undefined;
  const value = describeSide(expected.value, maxCharacters);
  return `Expected difference ${cutText(expected.rule, 80)} asks for ${value} on production: declare the candidate's value there, or mend it.`;
}

/** What the candidate is, and what becomes of what it does not hold. */
export function describeCandidate({ candidate }: ChangePreview): string {
  const rest = candidate.partial ? "what it does not hold stays as it is" : "what it does not hold will be removed";
  return `${cutText(candidate.name, 200)}: ${count(candidate.artefacts, "artefact")}; ${rest}`;
}
