import type { PassingChange } from "#schemas/passing-change";
import { cutText } from "../text/cut-text.js";
import { showInstant } from "../text/describe-time.js";
import { endSentence } from "../text/end-sentence.js";
import { describeArtefact } from "./describe-artefact.js";
import { describeAuthorisation, describeSuggestions } from "./describe-authorisation.js";
import { describeCircumstances } from "./describe-circumstances.js";

/** Of more than these the JSON answer tells. */
export const PASSING_SHOWN = 20;

export const PASSING_TITLE = "Changed and put back between two looks";

/** One change that came and went: what it was on, and a sentence each for what is known of it, its authority, and what is asked of whom. */
export interface DescribedPassing {
  readonly title: string;
  readonly sentences: readonly string[];
}

export function describePassing(change: PassingChange): DescribedPassing {
  const { nodeId, owner, asked, authorisation, held, between, deployed } = change;
  const [last, now] = between.map(showInstant);
  // How long it ran is told with its deployment.
  const { tookEffect, ...circumstances } = authorisation;
  return {
    title: `${describeArtefact(change)} on ${cutText(nodeId, 80)}`,
    sentences: [
      `${HELD[held]} after the look of ${last} and before that of ${now}`,
      ...describeCircumstances(circumstances),
      reachOf(deployed, tookEffect),
      `Authority: ${describeAuthorisation(authorisation)}`,
      ...[describeSuggestions(authorisation)].flatMap((sentence) => sentence ?? []),
      `${cutText(owner, 80)}: ${cutText(asked, 400)}`,
    ].map(endSentence),
  };
}

const HELD: Readonly<Record<PassingChange["held"], string>> = {
  same: "Changed and put back as it was",
  absent: "Made and taken away again",
};

function reachOf(deployed: PassingChange["deployed"], ran: PassingChange["authorisation"]["tookEffect"]): string {
  const [from, until] = ran ?? [null, ""];
  const since = from === null ? "" : ` from ${showInstant(from)}`;
  switch (deployed) {
    case "yes":
      return `It was deployed in between and ran${since} until ${showInstant(until)}: it may have reached patients`;
    case "still":
      return `It was deployed in between and runs${since}: nothing shows that what was put back was deployed since`;
    case "no":
      return "It was only saved, and not deployed in between";
    case "unknown":
      return "Whether it took effect in between, the engine does not tell";
  }
}
