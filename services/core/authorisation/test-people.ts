import { isNobody } from "../people/is-nobody.js";
import { isSamePerson } from "../people/is-same-person.js";
import { mayBeSamePerson } from "../people/may-be-same-person.js";
import { plainName } from "../people/plain-name.js";
import { matchesGlob } from "../text/match-glob.js";
import { listNames } from "./list-names.js";
import { crossed, type Pair, type PairTest, type TicketRules, ticked } from "./pair-test.js";

/** Did somebody approve who neither made the change nor is named to make it, nor approved a request of their own alone? */
export function testSegregation({ change, ticket, rules }: Pair): PairTest {
  const test = "segregation of duties";
  const { approvals, implementers, requester } = ticket.current;
  const approvers = approvals.flatMap(({ decision, by }) => (decision === "approved" && by !== null ? [by] : []));
  const makers = [...implementers, ...change.actors];
  const self = approvers.find((approver) => makers.some((maker) => mayBeOne(approver, maker, rules)));
  const alone = self === undefined && isAlone(approvers, requester, rules);
  if (self === undefined && !alone) {
    return ticked(test, approvers.length === 0 ? "nobody is named as approver" : `approved by ${listNames(approvers)}`);
  }
  const facts =
    self === undefined
      ? `${listNames(approvers)} asked for it and approved it alone`
      : `${self} approved and made the change`;
  return rules.singleHanded
    ? ticked(test, `${facts}; policy allows a single-handed decision`)
    : crossed(test, "sod-breach", facts);
}

/** Whoever asked approved, and beside them nobody who is anybody. */
function isAlone(approvers: readonly string[], requester: string | null, rules: TicketRules): boolean {
  const others = approvers.filter((one) => requester === null || !mayBeOne(one, requester, rules));
  return others.length < approvers.length && others.every(isNobody);
}

/** Each is known by the name that stands there and by each person whom the policy gives for that account. */
function mayBeOne(a: string, b: string, rules: TicketRules): boolean {
  const others = namesOf(b, rules);
  return namesOf(a, rules).some((one) => others.some((other) => mayBeSamePerson(one, other)));
}

function namesOf(name: string, { identities }: TicketRules): string[] {
  return [name, ...identities.flatMap(({ account, person }) => (mayBeSamePerson(account, name) ? [person] : []))];
}

/** Is everyone who made the change named by the ticket as an implementer? Who cannot be told is noted. */
export function testActors({ change, ticket, rules }: Pair): PairTest {
  const test = "made by an implementer";
  const { implementers } = ticket.current;
  if (change.actors.length === 0) return unattributable(test, "the engine names nobody", rules);
  if (implementers.length === 0)
    return unattributable(test, `made by ${listNames(change.actors)}; the ticket names no implementer`, rules);
  const others = change.actors.filter((actor) => !implementers.some((one) => isOne(one, actor, rules)));
  if (others.length === 0) return ticked(test, `made by ${listNames(change.actors)}`);
  const stranger = others.find((actor) => !isShared(actor, rules) && isMapped(actor, rules));
  if (stranger !== undefined) {
    return crossed(
      test,
      "actor-mismatch",
      `made by ${stranger} (${personOf(stranger, rules)}), not by ${listNames(implementers)}`,
    );
  }
  return unattributable(test, `actor-unattributable: ${listNames(others)}`, rules);
}

function unattributable(test: string, facts: string, { attributableActor }: TicketRules): PairTest {
  return attributableActor ? crossed(test, "actor-mismatch", facts) : ticked(test, facts);
}

/** The account is mapped, and so may be the implementer: tickets name people and accounts. */
function isOne(implementer: string, actor: string, rules: TicketRules): boolean {
  const person = personOf(actor, rules);
  return [implementer, personOf(implementer, rules)].some((name) => isSamePerson(name, person));
}

function personOf(account: string, { identities }: TicketRules): string {
  return identities.find((identity) => isSameAccount(identity.account, account))?.person ?? account;
}

function isMapped(account: string, { identities }: TicketRules): boolean {
  return identities.some((identity) => isSameAccount(identity.account, account));
}

function isShared(account: string, { sharedAccounts }: TicketRules): boolean {
  return sharedAccounts.some((pattern) => matchesGlob(plainName(pattern), plainName(account)));
}

function isSameAccount(a: string, b: string): boolean {
  return plainName(a) === plainName(b);
}
