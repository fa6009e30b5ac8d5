import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { bodyOfRun } from "#services/jobs/look/look-history";
import { commitGoverned } from "#test/fakes/estate-on-loopback";
import { findingOn, type Nights, startNights } from "#test/fakes/nights";

let nights: Nights;

/** A team of one, whom C. Chair looks after. */
before(async () => {
  nights = await startNights({
    policy: {
      policy: { mode: "enforce", maxTicketAgeMinutes: 100_000, fallbackTier: 3 },
      "change-control": { singleHanded: { reviewWithinWorkingDays: 5, reviewers: ["c.chair"] } },
    },
    tickets: "tickets",
  });
  await ticketSays({});
  await nights.check();
  await nights.adopt();
  await nights.check();
});

after(() => nights[Symbol.asyncDispose]());

async function ticketSays(about: Record<string, unknown>): Promise<void> {
  const start = nights.now().getTime();
  const inDays = (days: number): string => new Date(start + days * 86_400_000).toISOString();
  const ticket = {
    number: "CHG0000001",
    kind: "normal",
    lifecycle: "implement",
    approval: "approved",
    approvals: [{ by: "j.okafor", decision: "approved", at: "2020-01-01T00:00:00Z" }],
    plannedStart: "2020-01-01T00:00:00Z",
    plannedEnd: "2050-01-01T00:00:00Z",
    cis: ["tie"],
    implementers: ["j.okafor"],
    updatedAt: "2020-01-01T00:00:00Z",
    ...about,
  };
  const exported = { schema: "change-tickets/v1", exportedAt: inDays(0), zone: "UTC", tickets: [ticket] };
  await commitGoverned(nights.estate, "tickets/export.json", () => JSON.stringify(exported));
}

async function told() {
  const report = await nights.check();
  const note = report.readiness.reasons.find(({ code }) => code === "single-handed");
  const verdict = findingOn(report, "Deploy")?.authorisation.verdict;
  return { verdict, review: report.singleHanded?.map(({ review }) => review), waiting: report.waiting.length, note };
}

test("what one person alone approved and made is pending, told in the report, and holds nobody up", async () => {
  nights.primary.state.setGlobalScript("Deploy", "// CHG0000001\nreturn 2;", { by: "j.okafor" });
  await ticketSays({});
  const { verdict, review, waiting, note } = await told();
  assert.deepEqual([verdict, review, waiting], ["single-handed-pending", ["due"], 0]);
  assert.match(note?.message ?? "", /^One single-handed decision in the last 90 days: CHG0000001 \(review due before /);
});

test("a review by the named reviewer settles it, and it stays counted", async () => {
  await ticketSays({ reviewedAt: nights.now().toISOString(), reviewedBy: "C.Chair" });
  const { verdict, review, note } = await told();
  assert.deepEqual([verdict, review], ["authorised", ["done"]]);
  assert.match(note?.message ?? "", /CHG0000001 \(reviewed\)/);
});

test("without a review it is overdue when the working days are over, and waits for a decision", async () => {
  await ticketSays({});
  nights.pass(24 * 10);
  const { verdict, review, waiting } = await told();
  assert.deepEqual([verdict, review, waiting], ["single-handed-overdue", ["missed"], 1]);
});

test("each run records what it counted, so that the next one counts on", async () => {
  const counted: (readonly string[] | undefined)[] = [];
  for await (const record of nights.estate.app.ledger.records({ type: "run", limit: 3 })) {
    counted.push(bodyOfRun(record).engines[0]?.singleHanded?.map(({ review }) => review));
  }
  assert.deepEqual(counted, [["missed"], ["done"], ["due"]]);
});
