import { mayBeOne } from "../authorisation/known-people.js";
import { listNames } from "../authorisation/list-names.js";
import { escapeText } from "../text/escape-text.js";
import type { ApprovalQuestion } from "./approval-question.js";
import { foldAccount, type Opinion } from "./standing-opinions.js";

/** One test of an approval, ticked or crossed. */
export interface ApprovalTest {
  readonly test: string;
  /** Whose approval it is of; `null` where it is of all together. */
  readonly account: string | null;
  readonly passed: boolean;
  readonly facts: string;
}

export interface ApproverContext {
  readonly question: ApprovalQuestion;
  /** Who made the changes, as far as the engines tell. */
  readonly makers: readonly string[];
  /** Accounts that may approve, folded. */
  readonly allowed: ReadonlySet<string>;
}

/**
 * Tests one account's approval.
 *
 * @param now what it stands by
 * @param then what it stood by when the review was merged
 */
export function testApprover(
  now: Opinion,
  then: Opinion | undefined,
  context: ApproverContext,
): readonly ApprovalTest[] {
  const about = (test: string, [passed, facts]: Told): ApprovalTest => ({ test, account: now.account, passed, facts });
  const { question, allowed } = context;
  return [
    about("may approve", isAllowed(now, allowed)),
    about("is not Lockstep", isNot(now, question.own, "is Lockstep's own account")),
    about("did not open the review", isNot(now, question.author, "opened the review")),
    about("did not push to it", isNot(now, question.pushedBy, "pushed last")),
    about("did not make the change", madeNone(now, context)),
    about("approved these very changes", isForCommit(now, then, question)),
    about("approved before the merge", isInTime(now, then, question)),
  ];
}

type Told = readonly [passed: boolean, facts: string];

function isAllowed({ account }: Opinion, allowed: ReadonlySet<string>): Told {
  const passed = allowed.has(foldAccount(account));
  return [passed, `${shown(account)} is ${passed ? "one" : "none"} of the approvers that policy names`];
}

function isNot({ account }: Opinion, other: string | null, what: string): Told {
  if (other === null) return [true, "nobody but Lockstep is known to have"];
  const passed = foldAccount(account) !== foldAccount(other);
  return [passed, passed ? `${shown(other)} ${what}` : `${shown(account)} ${what}`];
}

/** By account and by the person whom policy gives for it; in doubt it is the same person. */
function madeNone({ account }: Opinion, { question, makers }: ApproverContext): Told {
  if (makers.length === 0) return [true, "the engines name nobody who made it"];
  const names = Object.entries(question.policy.names).filter(([known]) => foldAccount(known) === foldAccount(account));
  const known = [account, ...names.map(([, name]) => name)];
  const { seal = (name) => name, control } = question;
  const sealed = known.map((name) => seal(name, "staff"));
  const maker = makers.find((one) => sealed.some((name) => mayBeOne(name, one, control)));
  if (maker === undefined) return [true, `made by ${escapeText(listNames(makers))}`];
  return [false, `${shown(known.at(-1) ?? account)} may be ${shown(maker)}, who made it`];
}

/** Either opinion must be for it: an approval of other content that stood at the merge was none of this. */
function isForCommit(
  now: Opinion,
  then: Opinion | undefined,
  { commit, opinionsBoundToCommit }: ApprovalQuestion,
): Told {
  const bearing = then?.says === "approved" ? then : now;
  if (bearing.commit === commit) return [true, `given for ${commit.slice(0, 12)}`];
  if (bearing.commit !== null)
    return [false, `given for ${shown(bearing.commit.slice(0, 12))}, which holds other content`];
  return opinionsBoundToCommit
    ? [false, "the forge does not tell which commit it was given for"]
    : [true, "the forge withdraws approvals when a branch moves, and this one stands"];
}

function isInTime(now: Opinion, then: Opinion | undefined, { mergedAt }: ApprovalQuestion): Told {
  if (Number.isNaN(Date.parse(now.at))) return [false, "the forge does not tell when it was given"];
  if (mergedAt === null) return [true, `given at ${shown(now.at)}; it is not merged yet`];
  if (then?.says === "approved") return [true, `given at ${shown(then.at)}, merged at ${shown(mergedAt)}`];
  return [false, `retrospective: given at ${shown(now.at)}, after it was merged at ${shown(mergedAt)}`];
}

function shown(text: string): string {
  return escapeText(text);
}
