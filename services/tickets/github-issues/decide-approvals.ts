import { firstText } from "#services/core/tickets/reach";
import type { Row } from "./read-pages.js";
import type { RepositoryScope } from "./read-scope.js";

/** What one event of a timeline did to the approval of an issue. */
export interface ApprovalEvent {
  readonly word: "approved" | "not-allowed" | "rejected" | "withdrawn" | "closed";
  readonly at: string;
  readonly actor: { readonly login: string };
}

/**
 * Reads from a timeline what became of the approval: its label set by somebody who may, or by somebody who may not, taken away
 * by anybody; the label of rejection set by anybody. A closing that was taken back ends an approval: what is reopened is approved anew.
 *
 * @param approvers logins in lower case
 */
export function decideApprovals(
  timeline: readonly Row[],
  approvers: ReadonlySet<string>,
  scope: Pick<RepositoryScope, "approvedLabel" | "rejectedLabel">,
): readonly ApprovalEvent[] {
  const decided: ApprovalEvent[] = [];
  let closed: Row | undefined;
  for (const event of timeline) {
    const name = firstText(event, ["/event"]);
    if (name === "closed") closed = event;
    if (name === "reopened") decided.push(...eventOf("closed", closed ?? event));
    const word = wordOf(event, approvers, scope);
    if (word !== undefined) decided.push(...eventOf(word, event));
  }
  return decided;
}

function wordOf(
  event: Row,
  approvers: ReadonlySet<string>,
  { approvedLabel, rejectedLabel }: Pick<RepositoryScope, "approvedLabel" | "rejectedLabel">,
): ApprovalEvent["word"] | undefined {
  const name = firstText(event, ["/event"]);
  const label = (firstText(event, ["/label/name"]) ?? "").toLowerCase();
  const isApproval = label === approvedLabel.toLowerCase();
  if (!isApproval && label !== rejectedLabel.toLowerCase()) return undefined;
  if (name === "unlabeled") return "withdrawn";
  if (name !== "labeled") return undefined;
  if (!isApproval) return "rejected";
  return approvers.has(loginOf(event).toLowerCase()) ? "approved" : "not-allowed";
}

function eventOf(word: ApprovalEvent["word"], event: Row): ApprovalEvent[] {
  return [{ word, at: firstText(event, ["/created_at"]) ?? "", actor: { login: loginOf(event) } }];
}

function loginOf(event: Row): string {
  return firstText(event, ["/actor/login"]) ?? "";
}
