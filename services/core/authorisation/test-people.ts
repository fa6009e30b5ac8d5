import { matchesGlob } from "../text/match-glob.js";
import { listNames } from "./list-names.js";
import { crossed, type Pair, type PairTest, type TicketRules, ticked } from "./pair-test.js";

/** Did somebody approve who neither made the change nor is named to make it, nor approved a request of their own alone? */
export function testSegregation({ change, ticket, rules }: Pair): PairTest {
  const test = "segregation of duties";
  const { approvals, implementers, requester } = ticket.current;
  const approvers = approvals.flatMap(({ decision, by }) => (decision === "approved" && by !== null ? [by] : []));
  const makers = [...implementers, ...change.actors.map((actor) => personOf(actor, rules))];
  const self = approvers.find((approver) => makers.some((maker) => isSamePerson(approver, maker)));
  const alone = requester !== null && approvers.length > 0 && approvers.every((one) => isSamePerson(one, requester));
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

/** Is everyone who made the change named by the ticket as an implementer? Who cannot be told is noted. */
export function testActors({ change, ticket, rules }: Pair): PairTest {
  const test = "made by an implementer";
  const { implementers } = ticket.current;
  if (change.actors.length === 0) return unattributable(test, "the engine names nobody", rules);
  if (implementers.length === 0)
    return unattributable(test, `made by ${listNames(change.actors)}; the ticket names no implementer`, rules);
  const others = change.actors.filter(
    (actor) => !implementers.some((one) => isSamePerson(one, personOf(actor, rules))),
  );
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

function personOf(account: string, { identities }: TicketRules): string {
  return identities.find((identity) => fold(identity.account) === fold(account))?.person ?? account;
}

function isMapped(account: string, { identities }: TicketRules): boolean {
  return identities.some((identity) => fold(identity.account) === fold(account));
}

function isShared(account: string, { sharedAccounts }: TicketRules): boolean {
  return sharedAccounts.some((pattern) => matchesGlob(pattern.toLowerCase(), fold(account)));
}

/** The same name, or an account name and the mail address that begins with it. */
function isSamePerson(a: string, b: string): boolean {
  const [one, other] = [fold(a), fold(b)];
  if (one === "" || other === "") return false;
  if (one === other) return true;
  return one.includes("@") !== other.includes("@") && one.split("@")[0] === other.split("@")[0];
}

function fold(name: string): string {
  return name.normalize("NFKC").replaceAll(/\s+/g, " ").trim().toLowerCase();
}
