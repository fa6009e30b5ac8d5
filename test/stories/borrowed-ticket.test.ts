import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { commitGoverned } from "#test/fakes/estate-on-loopback";
import { findingOn, type Nights, startNights } from "#test/fakes/nights";

let nights: Nights;

/** A pair with one ticket, approved long ago and with a window that holds every night. */
before(async () => {
  nights = await startNights({
    policy: {
      policy: { mode: "enforce", maxTicketAgeMinutes: 100_000, fallbackTier: 3 },
      "change-control": { configurationItems: [{ ci: "PAS engine", engine: "tie" }] },
    },
    tickets: "tickets",
  });
  const start = nights.now().getTime();
  const inDays = (days: number): string => new Date(start + days * 86_400_000).toISOString();
  const ticket = {
    number: "CHG0000001",
    kind: "normal",
    lifecycle: "implement",
    approval: "approved",
    approvals: [{ by: "pat", decision: "approved", at: inDays(-30) }],
    plannedStart: inDays(-20),
    plannedEnd: inDays(20),
    cis: ["PAS engine"],
    channels: [],
    implementers: [],
    requester: "alex",
    updatedAt: inDays(-30),
  };
  const exported = { schema: "change-tickets/v1", exportedAt: inDays(0), zone: "UTC", tickets: [ticket] };
  await commitGoverned(nights.estate, "tickets/export.json", () => JSON.stringify(exported));
  await nights.check();
  await nights.adopt();
  assert.equal((await nights.check()).readiness.verdict, "ready");
});

after(() => nights[Symbol.asyncDispose]());

async function judgedOn(name: string) {
  const finding = findingOn(await nights.check(), name);
  return [finding?.case, finding?.authorisation.verdict];
}

test("a change of the standby cannot borrow the ticket number that production's change names", async () => {
  nights.standby.state.setGlobalScript("Deploy", "exfiltrate(msg); return;", { by: "j.okafor" });
  assert.deepEqual(await judgedOn("Deploy"), ["standby-behind", "unreferenced"]);
  nights.primary.state.setGlobalScript("Deploy", "// CHG0000001\nreturn 2;");
  assert.deepEqual(await judgedOn("Deploy"), ["diverged", "unreferenced"]);
});

test("two nodes that each name the ticket for what they changed are each authorised by it", async () => {
  nights.standby.state.setGlobalScript("Undeploy", "// CHG0000001\nreturn 3;");
  nights.primary.state.setGlobalScript("Undeploy", "// CHG0000001\nreturn 2;");
  assert.deepEqual(await judgedOn("Undeploy"), ["diverged", "authorised"]);
});
