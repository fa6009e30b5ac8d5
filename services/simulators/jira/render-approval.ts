import { type AccountView, writeTime } from "./account-view.js";
import { renderPerson } from "./render-person.js";
import type { StageData } from "./site-model.js";
import type { JiraState } from "./site-state.js";

/** One stage of approval: dated as a whole, its approvers not. */
export function renderApproval(state: JiraState, stage: StageData, index: number, view: AccountView): object {
  const { name, asked, decided, decision = "pending", approvers } = stage;
  return {
    id: String(index + 1),
    name,
    finalDecision: decision,
    canAnswerApproval: false,
    approvers: Object.entries(approvers).map(([user, approverDecision]) => ({
      approver: renderPerson(state, user, { ...view, showsAddresses: true }),
      approverDecision,
    })),
    createdDate: date(asked, view),
    ...(decided === undefined ? {} : { completedDate: date(decided, view) }),
  };
}

function date(instant: string, view: AccountView): object {
  const jira = writeTime(instant, view);
  const friendly = "23/Oct/26 3:02 PM";
  return { iso8601: jira.replace(/\.\d{3}/, ""), jira, friendly, epochMillis: Date.parse(instant) };
}
