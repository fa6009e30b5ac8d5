import { mayDo, type Subject } from "#services/core/access/may-do";
import type { Principal } from "#services/core/access/principal";

/**
 * Whether a reader is offered to decide: an approver, or whoever sits at the machine, as on the command line. Whether their word counts is asked of
 * policy/review.yaml when they do.
 */
export function mayDecide(principal: Principal, subject: Subject): boolean {
  return mayDo(principal, "decide", subject) || (principal.kind === "operator" && mayDo(principal, "read", subject));
}
