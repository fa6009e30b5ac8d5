import assert from "node:assert/strict";
import { test } from "node:test";
import { deriveTicket } from "#services/core/tickets/derive-ticket";
import { APPROVED, approvedChange, daysAgo, type StagedAccount, system, withAccount } from "./stage-account.js";

async function ticketOf({ request }: StagedAccount) {
  const [fact] = (await system.find(request, [APPROVED])).facts;
  assert.ok(fact);
  return { fact, ticket: deriveTicket(fact, request.mapping).at(-1) };
}

function olderChanges(count: number): ReturnType<typeof approvedChange>[] {
  return Array.from({ length: count }, (_, at) =>
    approvedChange({ id: 1000 + at, approval_status: 4, updated_at: daysAgo(40) }, []),
  );
}

test("changes of every workspace and of more than 30 days are listed, which the list leaves out by itself", () =>
  withAccount({ changes: olderChanges(3) }, async ({ request, simulator }) => {
    assert.equal((await system.list(request, null)).facts.length, 3);
    assert.ok(simulator.asked.every((query) => !query.includes("page=") || query.includes("workspace_id=0&")));
  }));

test("one workspace is asked for where the estate names one", () =>
  withAccount(
    {
      changes: [approvedChange(), approvedChange({ id: 813, workspace_id: 3 })],
      declared: { scope: { workspace: "3" } },
    },
    async ({ request }) => {
      const { facts } = await system.list(request, null);
      assert.deepEqual(
        facts.map(({ number }) => number),
        ["CHN-813"],
      );
    },
  ));

test("everything is read where a proxy takes the links away", () =>
  withAccount({ changes: olderChanges(230), faults: { noLink: true } }, async ({ request }) => {
    assert.equal((await system.list(request, null)).facts.length, 230);
  }));

test("the time of approval is read of each change where the list does not tell it", () =>
  withAccount({ faults: { noStatsInList: true } }, async ({ request }) => {
    const [fact] = (await system.list(request, null)).facts;
    const ticket = fact && deriveTicket(fact, request.mapping).at(-1);
    assert.ok(ticket?.approvals.some(({ at, by }) => at === "2026-10-23T14:02:11Z" && by === null));
  }));

test("without a list of approvals a ticket authorises nothing, and says why", () =>
  withAccount({ faults: { noApprovals: true } }, async (staged) => {
    const { fact, ticket } = await ticketOf(staged);
    assert.match(fact.unread[0]?.reason ?? "", /no list of approvals/);
    assert.match(ticket?.problems?.join() ?? "", /approvals could not be read/);
  }));

test("people who may not be looked up are known by name or number, with a warning", () =>
  withAccount({ rights: { denied: ["agents", "requesters"] } }, async (staged) => {
    const { ticket } = await ticketOf(staged);
    assert.deepEqual(ticket?.implementers, ["22"]);
    assert.ok(ticket?.approvals.some(({ by }) => by === "Pat Cab"));
    assert.match((await system.list(staged.request, null)).warnings.join(), /3 people are known by their number alone/);
  }));

test("a number with another prefix than the account's own is not asked for", () =>
  withAccount({ declared: { scope: { prefix: "RFC" } } }, async ({ request, simulator }) => {
    assert.deepEqual((await system.find(request, [APPROVED])).gone, [APPROVED]);
    assert.deepEqual(simulator.requests, []);
  }));

test("edits are asked for by the account's own clock, also where it is behind", () =>
  withAccount({ faults: { clockSkewMs: -1_800_000 } }, async ({ request, simulator }) => {
    const since = new Date().toISOString();
    simulator.state.edit(812, { risk: 2 });
    assert.equal((await system.list(request, since)).facts.length, 1);
  }));

test("a discovery leaves out a state that nobody knows, and names fields of the account's own", () =>
  withAccount({ states: { 17: "Bei Kollegen" } }, async ({ request }) => {
    const { mapping, notes } = await system.discover(request);
    assert.equal(mapping.lifecycle.words["17"], undefined);
    assert.equal(mapping.lifecycle.words["4"], "implement");
    assert.match(notes.join("\n"), /State 17 is called 'Bei Kollegen'/);
    assert.match(notes.join("\n"), /custom_fields\/ward/);
  }));

test("an entry with a filter or an unknown scope is refused", () => {
  const declared = { id: "fresh", system: "freshservice", url: "https://fresh.hospital.test", passwordEnv: "KEY" };
  assert.deepEqual(system.declarationProblems(declared), []);
  assert.equal(system.declarationProblems({ ...declared, filter: "status:4" }).length, 1);
  assert.equal(system.declarationProblems({ ...declared, scope: { workspace: "2&page=1", team: "x" } }).length, 2);
});
