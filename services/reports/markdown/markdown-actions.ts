import type { EngineReport } from "#schemas/check-report";
import { cutText } from "../text/cut-text.js";
import { NEED_WORDS } from "../words/describe-need.js";
import { planActions, planDecisions, planInquiries } from "../words/plan-actions.js";
import { markdownText } from "./markdown.js";

/** What to do, numbered through, each with its owner; nothing where there is nothing to do. */
export function markdownActions(engine: EngineReport): readonly string[] {
  const actions = planActions(engine).flatMap((owner) => owner.actions);
  const decisions = planDecisions(engine);
  const inquiries = planInquiries(engine).map(
    ({ owner, what }) =>
      `- A change without authority, first: **${markdownText(cutText(owner, 80))}**: ${markdownText(what)}`,
  );
  if (actions.length + decisions.length + inquiries.length === 0) return [];
  const numbered = actions.map((action, index) => {
    const because = action.because.map((text) => markdownText(cutText(text, 300))).join("; ");
    return `${index + 1}. **${markdownText(cutText(action.owner, 80))}**: ${markdownText(cutText(action.action, 300))} (because: ${because})`;
  });
  const waiting = decisions.map(
    ({ need, owner, what }) =>
      `- Without authority, not blocking, ${NEED_WORDS[need]}: **${markdownText(cutText(owner, 80))}**: ${markdownText(what)}`,
  );
  const gap = numbered.length > 0 && waiting.length > 0 ? [""] : [];
  return [
    ["### What to do", "", ...inquiries, ...(inquiries.length > 0 ? [""] : []), ...numbered, ...gap, ...waiting].join(
      "\n",
    ),
  ];
}
