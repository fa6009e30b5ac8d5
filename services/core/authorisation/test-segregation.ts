import type { Duty } from "#schemas/authorisation";
import type { SingleHanded } from "#schemas/change-control";
import type { ChangeTicket } from "#schemas/change-ticket";
import { isNobody } from "../people/is-nobody.js";
import { epochOf, showEpoch } from "./epoch-of.js";
import { isNamedBy, mayBeOne } from "./known-people.js";
import { listNames } from "./list-names.js";
import { crossed, type Pair, type PairTest, ticked } from "./pair-test.js";
import type { TicketRules } from "./ticket-rules.js";
import { workingDeadline } from "./working-deadline.js";

const TEST = "segregation of duties";

/**
 * Did somebody approve who neither made the change nor is named to make it, nor approved a request of their own alone? Where policy
 * lets one person do both, somebody else has to look at it afterwards.
 */
export function testSegregation(pair: Pair): readonly PairTest[] {
  const { change, bearing, rules } = pair;
  const approvers = approversOf(pair);
  const makers = [...implementersOf(pair), ...change.actors];
  const self = approvers.find((approver) => makers.some((maker) => mayBeOne(approver, maker, rules)));
  const asked = bearing.sights.find(({ requester }) => isAlone(approvers, requester, rules));
  const alone = self === undefined && asked !== undefined;
  if (self === undefined && !alone) {
    const facts = approvers.length === 0 ? "nobody is named as approver" : `approved by ${listNames(approvers)}`;
    return [ticked(TEST, facts)];
  }
  const facts = self === undefined ? showAlone(pair, approvers, asked) : showSelf(pair, self);
  if (rules.singleHanded === false) return [crossed(TEST, "sod-breach", facts)];
  const noted = ticked(TEST, `${facts}; policy allows a single-handed decision`, "single-handed");
  return [noted, testReview(pair, rules.singleHanded)];
}

/** Whom the ticket names now, and whom it named when the change was made. */
function implementersOf({ bearing }: Pair): string[] {
  return [...new Set(bearing.sights.flatMap(({ implementers }) => implementers))];
}

function showAlone({ ticket }: Pair, approvers: readonly string[], asked: ChangeTicket | undefined): string {
  const facts = `${listNames(approvers)} asked for it and approved it alone`;
  return asked === undefined || asked === ticket.current ? facts : `${facts}, as seen at ${asked.observedAt}`;
}

function showSelf({ ticket, change, bearing, rules }: Pair, self: string): string {
  const facts = `${self} approved and made the change`;
  const named = ({ implementers }: ChangeTicket) => implementers.some((one) => mayBeOne(self, one, rules));
  if (named(ticket.current) || change.actors.some((actor) => mayBeOne(self, actor, rules))) return facts;
  return `${facts}, as seen at ${bearing.sights.find(named)?.observedAt ?? "an unknown time"}`;
}

function approversOf({ approval }: Pair): string[] {
  return approval.approvals.flatMap(({ decision, by }) => (decision === "approved" && by !== null ? [by] : []));
}

/** Whoever asked approved, and beside them nobody who is anybody. */
function isAlone(approvers: readonly string[], requester: string | null, rules: TicketRules): boolean {
  const others = approvers.filter((one) => requester === null || !mayBeOne(one, requester, rules));
  return others.length < approvers.length && others.every(isNobody);
}

/** Has one of the reviewers that policy names looked at it since, and in time? */
function testReview(pair: Pair, { reviewWithinWorkingDays, reviewers }: Exclude<SingleHanded, false>): PairTest {
  const { ticket, made, rules, at } = pair;
  const test = "single-handed decision reviewed";
  const deadline = workingDeadline(made, reviewWithinWorkingDays, rules);
  const due = `due before ${showEpoch(deadline)} by ${listNames(reviewers)}`;
  const reviewed = epochOf(ticket.current.reviewedAt);
  const by = ticket.current.reviewedBy ?? null;
  const why = whyNotReviewed(pair, reviewers, reviewed, by);
  if (why === null && reviewed !== null) {
    const facts = `reviewed by ${by} at ${showEpoch(reviewed)}, ${due}`;
    if (reviewed < deadline) return { ...ticked(test, facts), duty: dutyOf("done", deadline) };
    return { ...crossed(test, "single-handed-overdue", facts), duty: dutyOf("missed", deadline) };
  }
  const isDue = at < deadline;
  return {
    ...crossed(test, isDue ? "single-handed-pending" : "single-handed-overdue", `${why}; ${due}`),
    duty: dutyOf(isDue ? "due" : "missed", deadline),
  };
}

/** What is dated before the change was over, or after the instant judged at, was no review of it. */
function whyNotReviewed(
  pair: Pair,
  reviewers: readonly string[],
  reviewed: number | null,
  by: string | null,
): string | null {
  const { change, rules, made, at } = pair;
  if (reviewed === null || reviewed < made.to || reviewed > at) return "no review recorded since";
  if (by === null || isNobody(by)) return "reviewed by nobody named";
  const involved = [...approversOf(pair), ...implementersOf(pair), ...change.actors];
  if (involved.some((one) => mayBeOne(one, by, rules))) return `reviewed by ${by}, who approved or made it`;
  return reviewers.some((one) => isNamedBy(one, by, rules))
    ? null
    : `reviewed by ${by}, whom policy does not name for it`;
}

function dutyOf(state: Duty["state"], deadline: number): Duty {
  return { duty: "review-single-handed", state, due: Number.isFinite(deadline) ? showEpoch(deadline) : null };
}
