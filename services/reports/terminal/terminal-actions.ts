import type { EngineReport } from "#schemas/check-report";
import { cutText } from "../text/cut-text.js";
import { NEED_WORDS } from "../words/describe-need.js";
import { planActions, planDecisions, planInquiries } from "../words/plan-actions.js";
import type { TerminalPage } from "./terminal-page.js";

/** Writes the shortest list of actions, numbered through, under the name of each owner. Nothing where there are none. */
export function writeActions(page: TerminalPage, engine: EngineReport): void {
  const owners = planActions(engine);
  const decisions = planDecisions(engine);
  const inquiries = planInquiries(engine);
  if (owners.length + decisions.length + inquiries.length === 0) return;
  page.gap().add("WHAT TO DO", { lead: "  ", style: "bold" });
  if (inquiries.length > 0) page.add("Changes without authority, first", { lead: "    " });
  for (const { owner, what } of inquiries) page.add(`${cutText(owner, 80)}: ${what}`, { lead: "      · " });
  let number = 0;
  for (const { owner, actions } of owners) {
    page.add(cutText(owner, 80), { lead: "    " });
    for (const action of actions) {
      number += 1;
      page.add(cutText(action.action, 1000), { lead: `    ${String(number).padStart(3)}. ` });
      for (const because of action.because)
        page.add(cutText(because, 1000), { lead: "         because: ", style: "dim" });
    }
  }
  if (decisions.length > 0) page.add("Without authority, not blocking", { lead: "    " });
  for (const { need, owner, what } of decisions)
    page.add(`${NEED_WORDS[need]}: ${cutText(owner, 80)}: ${what}`, { lead: "      · " });
}
