import type { AcceptedGap } from "#schemas/policy";
import type { ReadinessReason } from "#schemas/readiness";
import type { AcceptedGaps } from "./accepted-gaps.js";

/** Notes on what is not compared by somebody's word, and on such words that nothing is left out for. */
export function gapNotes({ open, idle }: AcceptedGaps, owner: string): ReadinessReason[] {
  return [
    ...open.map(({ gap, kind }) =>
      note("gap-accepted", owner, {
        message: `${gap.source} is not compared on any node (kind '${kind}'): accepted by ${gap.approver} until ${gap.expires}${ticketOf(gap)}. ${gap.reason}`,
        action: "Compare it by hand, or let the account read it; nothing here says that the nodes are alike in it.",
      }),
    ),
    ...idle.map((gap) =>
      note("rule-unmatched", owner, {
        message: `The accepted gap '${gap.id}' leaves nothing out: '${gap.source}' was read, or is no source that may be left out.`,
        action: "Take it out of policy/accepted-gaps.yaml, or name the source as the check names it.",
      }),
    ),
  ];
}

function ticketOf({ ticket }: AcceptedGap): string {
  return ticket === undefined ? "" : ` (${ticket})`;
}

function note(code: string, owner: string, words: Pick<ReadinessReason, "message" | "action">): ReadinessReason {
  return { code, verdict: "ready", ...words, owner, findings: [] };
}
