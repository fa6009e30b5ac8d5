import type { Change } from "#schemas/drift";
import { isContentWords } from "#services/core/artefact/content-words";
import { describeSide } from "../words/describe-finding.js";

/** What one side holds: as words of ours, or as a value that came from an engine. */
export interface SideWords {
  readonly text: string;
  readonly isValue: boolean;
}

/** The three sides of a change for people who read no digests: what is alike says so, a secret is told as one. */
export function describeSides(
  change: Change,
  maxCharacters: number,
): { readonly baseline: SideWords; readonly production: SideWords; readonly standby: SideWords } {
  const { baseline, production, standby } = change;
  return {
    baseline: sideOf(baseline, maxCharacters),
    production: production === baseline ? ours("as approved") : otherOf(change, maxCharacters),
    standby: describeStandby(baseline, production, standby, maxCharacters),
  };
}

function describeStandby(
  baseline: string | null,
  production: string | null,
  standby: string | null,
  maxCharacters: number,
): SideWords {
  if (standby === baseline) return ours("as approved");
  if (standby === production) return ours("as production");
  return sideOf(standby, maxCharacters);
}

/** Where both sides read alike once their digests are left away, it is said that they are not. */
function otherOf({ baseline, production }: Change, maxCharacters: number): SideWords {
  const before = sideOf(baseline, maxCharacters);
  const after = sideOf(production, maxCharacters);
  return before.text === after.text ? { ...after, text: `${after.text}, changed` } : after;
}

function sideOf(value: string | null, maxCharacters: number): SideWords {
  if (value === null || value === "") return ours(describeSide(value, maxCharacters));
  if (SECRET.test(value)) return ours("a secret");
  if (UNSTORED.test(value)) return ours("text that is not stored");
  if (isContentWords(value) && value.startsWith("present")) return ours("present");
  if (!isContentWords(value)) return { text: describeSide(value, maxCharacters), isValue: true };
  return ours(describeSide(value.slice(0, value.lastIndexOf(", sha256:")), Math.max(40, maxCharacters)));
}

function ours(text: string): SideWords {
  return { text, isValue: false };
}

const SECRET = /^masked:[^:]{1,80}:[0-9a-f]{32}$/;
const UNSTORED = /^digest:[^:]{1,80}:[0-9a-f]{32}$/;
