import type { EngineReport } from "#schemas/check-report";
import { cutText } from "../text/cut-text.js";
import { quoteTyped } from "../text/quote-typed.js";
import { NEED_WORDS } from "../words/describe-need.js";
import { type Action, planActions, planDecisions, planInquiries } from "../words/plan-actions.js";
import { type Markup, markup } from "./markup.js";

/** The shortest list of actions that makes an engine ready, numbered through, each with its owner. */
export function htmlActions(engine: EngineReport): Markup | null {
  const actions = planActions(engine).flatMap((owner) => owner.actions);
  const decisions = planDecisions(engine);
  const inquiries = planInquiries(engine);
  if (actions.length + decisions.length + inquiries.length === 0) return null;
  return markup`<h3>What to do</h3>
${inquiries.map(({ owner, what }) => markup`<p>A change without authority, first: <strong>${cutText(owner, 80)}</strong>: ${what}.</p>`)}
${
  actions.length > 0
    ? markup`<ol class="actions">${actions.map(actionItem)}
</ol>`
    : null
}
${decisions.map(({ need, owner, what }) => markup`<p>Without authority, not blocking, ${NEED_WORDS[need]}: <strong>${cutText(owner, 80)}</strong>: ${what}.</p>`)}
`;
}

function actionItem(action: Action): Markup {
  const because = action.because.map((text) => cutText(text, 1000)).join(" · ");
  return markup`
<li><strong>${cutText(action.owner, 80)}</strong>: ${quoteTyped(cutText(action.action, 1000))}<br /><span class="soft">Because: ${quoteTyped(because)}</span></li>`;
}
