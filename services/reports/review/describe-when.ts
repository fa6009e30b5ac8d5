import type { Finding } from "#schemas/finding";
import { compareText } from "#services/core/text/compare-text";
import { cutText } from "../text/cut-text.js";
import { showInstant, showInterval } from "../text/describe-time.js";

const NAMED = 3;

/** When and by whom changes were made, over all of them: `between … and …, by anna`; empty where nothing is known. */
export function describeWhen(findings: readonly Pick<Finding, "authorisation">[]): string {
  const starts = findings.flatMap(({ authorisation: { changedBetween } }) => changedBetween?.slice(0, 1) ?? []);
  const ends = findings.flatMap(({ authorisation: { changedBetween } }) => changedBetween?.[1] ?? []).sort(compareText);
  const last = ends.at(-1);
  const when = last === undefined ? "" : showWhen(starts, last);
  return [when, describeActors(findings)].filter((part) => part !== "").join(", ");
}

function showWhen(starts: readonly (string | null)[], last: string): string {
  const known = starts.filter((start) => start !== null).sort(compareText);
  const [first] = known;
  if (first === undefined || known.length < starts.length) return `by ${showInstant(last)} at the latest`;
  return showInterval(first, last);
}

function describeActors(findings: readonly Pick<Finding, "authorisation">[]): string {
  const actors = [...new Set(findings.flatMap(({ authorisation }) => authorisation.actors))].sort(compareText);
  if (actors.length === 0) return "";
  const named = actors.slice(0, NAMED).map((actor) => cutText(actor, 60));
  return `by ${named.join(", ")}${actors.length > NAMED ? ` and ${actors.length - NAMED} more` : ""}`;
}
