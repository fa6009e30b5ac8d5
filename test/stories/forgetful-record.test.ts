import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, test } from "node:test";
import { commitGoverned } from "#test/fakes/estate-on-loopback";
import { findingOn, type Nights, startNights } from "#test/fakes/nights";

const TICKET = "CHG0041300";
/** An engine gives the last thousand lines of its record. */
const FLOOD = 1_200;

let nights: Nights;

beforeEach(async () => {
  nights = await startNights({
    policy: { policy: { mode: "enforce", maxTicketAgeMinutes: 100_000 } },
    tickets: "tickets",
  });
  await commitGoverned(nights.estate, "tickets/.gitkeep", () => "");
  await exportTickets([]);
  await nights.check();
  await nights.adopt();
  assert.equal((await nights.check()).readiness.verdict, "ready");
});

afterEach(() => nights[Symbol.asyncDispose]());

async function exportTickets(tickets: readonly unknown[]): Promise<void> {
  const exported = { schema: "change-tickets/v1", exportedAt: nights.now().toISOString(), tickets };
  const file = join(nights.estate.folder, "tickets", "export.json");
  await writeFile(file, JSON.stringify(exported));
  await writeFile(`${file}.done`, "");
}

/** A change in the night, far from any window; then, after the record was or was not filled, the same again under a ticket. */
async function changeThenSaveAgain(readsBetween: number) {
  const { state } = nights.primary;
  const script = `// ${TICKET}\nreturn 2;`;
  const clean = nights.reports.at(-1)?.nodes[0]?.snapshot?.takenAt ?? "";
  nights.pass(2);
  state.setGlobalScript("Deploy", script, { by: "j.okafor" });
  for (let read = 0; read < readsBetween; read += 1) state.audit("Get channels", { by: "j.okafor" });
  nights.pass(2);
  const [plannedStart, plannedEnd] = [-1, 1].map((hours) =>
    new Date(nights.now().getTime() + hours * 3_600_000).toISOString(),
  );
  state.setGlobalScript("Deploy", script, { by: "j.okafor" });
  const approvals = [{ by: "cab@hospital.test", decision: "approved", at: new Date(Date.parse(clean) - 3_600_000) }];
  await exportTickets([
    {
      ...{ number: TICKET, kind: "normal", lifecycle: "implement", approval: "approved", approvals },
      ...{ plannedStart, plannedEnd, cis: ["tie"], requester: "ward@hospital.test" },
    },
  ]);
  const finding = findingOn(await nights.check(), "Deploy");
  assert.ok(finding);
  return { clean, finding, plannedStart: plannedStart ?? "" };
}

test("a change that reads have washed out of the record is not taken for the save that followed it", async () => {
  const { clean, finding } = await changeThenSaveAgain(FLOOD);
  assert.equal(finding.authorisation.verdict, "window-unproven");
  const [from, to] = finding.authorisation.changedBetween ?? [];
  assert.equal(from, clean);
  assert.equal(to, nights.reports.at(-1)?.nodes[0]?.snapshot?.takenAt);
  assert.deepEqual(finding.authorisation.actors, ["j.okafor"]);
});

test("a record that reaches back to the last clean look shows both saves, the first of them outside the window", async () => {
  const { clean, finding, plannedStart } = await changeThenSaveAgain(0);
  const [from, to] = finding.authorisation.changedBetween ?? [];
  assert.ok(from && to && from > clean && from < plannedStart && to > plannedStart);
  assert.equal(finding.authorisation.verdict, "window-unproven");
});
