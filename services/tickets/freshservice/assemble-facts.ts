import type { TicketFact } from "#schemas/ticket-fact";
import type { TicketMapping } from "#schemas/ticket-mapping";
import { isRecord } from "#services/core/tickets/place";
import { projectFact } from "#services/core/tickets/project-fact";
import { firstText } from "#services/core/tickets/reach";
import { openPeople, type People } from "./people.js";
import { readApprovals } from "./read-approvals.js";
import { idOf, type Row, readChange } from "./read-changes.js";
import type { Account } from "./with-account.js";

/** What facts are made for. */
export interface FactsWanted {
  readonly mapping: TicketMapping;
  /** See `TicketFact`. */
  readonly observedAt: string;
}

export interface AssembledFacts {
  readonly facts: readonly TicketFact[];
  readonly warnings: readonly string[];
}

/** Reads what belongs to some changes, and makes a fact of each. */
export async function assembleFacts(
  account: Account,
  changes: readonly Row[],
  wanted: FactsWanted,
): Promise<AssembledFacts> {
  const people = openPeople(account);
  const facts: TicketFact[] = [];
  for (const change of changes) facts.push(await factOf(account, change, people, wanted));
  return { facts, warnings: people.warnings() };
}

async function factOf(
  account: Account,
  listed: Row,
  people: People,
  { mapping, observedAt }: FactsWanted,
): Promise<TicketFact> {
  const changeId = idOf(listed, account.id);
  // Not every list tells the dates of approval and closing when it is asked to.
  const change = isRecord(listed["stats"]) ? listed : ((await readChange(account, changeId)) ?? listed);
  const approvals = await readApprovals(account, change, changeId);
  const number = `${account.prefix}-${changeId}`;
  const ticket = {
    ...change,
    number,
    agent: { account: await nameOf(people, change, "/agent_id") },
    requester: { account: await nameOf(people, change, "/requester_id") },
  };
  const read = typeof approvals === "string" ? [] : approvals;
  const named: unknown[] = [];
  for (const row of read) named.push({ ...plainApproval(row), approver: { account: await approverOf(people, row) } });
  return {
    schema: "lockstep/ticket-fact@1",
    system: "freshservice",
    instance: account.id,
    number,
    observedAt,
    parts: projectFact({ ticket, approvals: named }, mapping),
    unread: typeof approvals === "string" ? [{ part: "approvals", reason: approvals }] : [],
  };
}

/** The state of an approval is told as a number with its name, or as the number alone. */
function plainApproval(row: Row): Row {
  const { approval_status: status } = row;
  return isRecord(status) ? row : { ...row, approval_status: { id: status } };
}

async function nameOf(people: People, row: Row, place: string): Promise<string | null> {
  const personId = firstText(row, [place]);
  return personId === null ? null : ((await people.accountOf(personId)) ?? personId);
}

async function approverOf(people: People, row: Row): Promise<string | null> {
  const personId = firstText(row, ["/approver_id"]);
  const account = personId === null ? undefined : await people.accountOf(personId);
  return account ?? firstText(row, ["/approver_name"]) ?? personId;
}
