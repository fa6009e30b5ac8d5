import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { ChangeTrail, TraceReport } from "#schemas/trace-report";
import { INVENTED_MAPPING, inventTickets } from "#test/fakes/invented-tickets";
import { findingOn, type Nights, startNights } from "#test/fakes/nights";

const HOUR_MS = 3_600_000;
const JO = { by: "j.okafor" };
const desk = inventTickets();
let nights: Nights;
/** Ids of findings, by what was changed. */
const ids: { channel: string; script: string } = { channel: "", script: "" };

before(async () => {
  nights = await startNights({
    startsAt: "2026-07-01T10:00:00.000Z",
    policy: {
      policy: { mode: "enforce", fallbackTier: 2, maxSnapshotAgeMinutes: 5 * 1440 },
      "change-control": { referencePatterns: ["RFC-[0-9]{4}"], configurationItems: [{ ci: "TIE", engine: "tie" }] },
      "tickets/desk": INVENTED_MAPPING,
    },
    ticketSystems: [{ id: "desk", system: "invented", url: "https://tickets.hospital.test" }],
    ticketSystem: desk.system,
  });
  await nights.check();
  await nights.adopt();
  await nights.check();
  const { app } = nights.estate;
  say("RFC-1001");
  for (const { state } of [nights.primary, nights.standby]) {
    state.editChannel("PAS ADT In", "// trims", "// RFC-1001 trims", JO);
    state.deployChannel("PAS ADT In", JO);
  }
  const found = await nights.check();
  ids.channel = findingOn(found, "PAS ADT In")?.id ?? "";
  nights.pass();
  const { snapshot } = await app.open("tie/tie-a");
  const approval = { approver: "C. Chair", ticket: "RFC-1001", reviewed: true };
  await app.adopt({ engineId: "tie", from: "tie-a", digest: snapshot.digest, ...approval });
  await nights.check();
  nights.primary.state.setGlobalScript("Undeploy", "return 20;", JO);
  const second = await nights.check();
  ids.script = findingOn(second, "Global scripts")?.id ?? second.findings[0]?.id ?? "";
});

after(() => nights[Symbol.asyncDispose]());

function say(number: string): void {
  const inHours = (hours: number): string => new Date(nights.now().getTime() + hours * HOUR_MS).toISOString();
  const people = {
    kind: "normal",
    status: "doing",
    approval: "yes",
    ci: "TIE",
    approver: "Pat Lowe",
    implementer: "j.okafor",
  };
  desk.say(number, { ...people, approvedAt: inHours(-48), start: inHours(-1), end: inHours(20) }, inHours(0));
}

async function trace(by: TraceReport["asked"]["by"], value: string): Promise<TraceReport> {
  return await nights.estate.app.trace({ by, value });
}

function kindsOf({ steps }: ChangeTrail): readonly string[] {
  return steps.map(({ kind }) => kind);
}

test("leads from a change over looks, run, verdict, ticket and approved baseline to its end", async () => {
  const { trails, tickets } = await trace("change", ids.channel.slice(0, 20));
  const [trail] = trails;
  assert.ok(trail);
  assert.equal(trails.length, 1);
  assert.equal(trail.item, "PAS ADT In");
  assert.equal(trail.ticket, "RFC-1001");
  assert.equal(trail.verdict, "authorised");
  const order = kindsOf(trail);
  for (const kind of ["engine-act", "look", "run", "verdict", "baseline", "gone"])
    assert.ok(order.includes(kind), kind);
  assert.ok(order.indexOf("engine-act") < order.indexOf("run"));
  assert.ok(order.indexOf("baseline") < order.indexOf("gone"));
  assert.equal(trail.steps.find(({ kind }) => kind === "engine-act")?.who, "j.okafor");
  assert.deepEqual(trail.steps.find(({ kind }) => kind === "baseline")?.who, "C. Chair");
  assert.ok(trail.tests.length > 0 && trail.tests.every(({ passed }) => passed));
  assert.deepEqual(trail.notes, []);
  const looks = trail.steps.filter(({ kind }) => kind === "look").map(({ told }) => told.replace(/: snapshot .*/, ""));
  assert.deepEqual(looks.toSorted(), [
    "The first look at tie-a (production) that saw it",
    "The first look at tie-b (standby) that saw it",
    "The last look at tie-a (production) that did not see it.",
    "The last look at tie-b (standby) that did not see it.",
  ]);
  assert.deepEqual(
    tickets.map(({ number }) => number),
    ["RFC-1001"],
  );
});

test("steps stand in the order of time, and each record that is named is there", async () => {
  const { trails } = await trace("change", ids.channel);
  const steps = trails.flatMap((trail) => trail.steps);
  const times = steps.map(({ at }) => Date.parse(at ?? ""));
  assert.deepEqual(
    times,
    times.toSorted((a, b) => a - b),
  );
  const records = new Set<number>();
  for await (const { seq } of nights.estate.app.ledger.records()) records.add(seq);
  for (const { record } of steps) assert.ok(record === null || records.has(record));
});

test("leads from a ticket to the change that named it, with how the ticket stood", async () => {
  const { trails, tickets } = await trace("ticket", "rfc-1001");
  assert.deepEqual(
    trails.map(({ changeId }) => changeId),
    [ids.channel],
  );
  const [ticket] = tickets;
  assert.equal(ticket?.approval, "approved");
  assert.ok(ticket.steps.some(({ told, who }) => /^Approval: approved/.test(told) && who === "Pat Lowe"));
});

test("a ticket that no change named leads to none, and says so by having none", async () => {
  assert.deepEqual((await trace("ticket", "RFC-9999")).trails, []);
});

test("a change that nobody answered for is told as standing, without a ticket", async () => {
  const { trails, tickets } = await trace("change", ids.script);
  const [trail] = trails;
  assert.equal(trail?.verdict, "unreferenced");
  assert.equal(trail.ticket, null);
  assert.ok(!kindsOf(trail).includes("gone"));
  assert.match(trail.notes.join(), /stood when the last check compared/);
  assert.deepEqual(tickets, []);
});

test("leads from a record to every change that it found", async () => {
  const { trails } = await trace("change", ids.script);
  const { trails: ofRecord } = await trace("record", String(trails[0]?.firstRecord));
  assert.deepEqual(
    ofRecord.map(({ changeId }) => changeId),
    [ids.script],
  );
});

test("no value of configuration stands in a trail", async () => {
  const told = JSON.stringify([await trace("change", ids.channel), await trace("change", ids.script)]);
  for (const value of ["return 20;", "trims"]) assert.ok(!told.includes(value), value);
});

test("an id that is too short, or that fits nothing, is refused", async () => {
  await assert.rejects(trace("change", "sha256:ab"), { code: "selector-unknown" });
  await assert.rejects(trace("change", "0".repeat(64)), { code: "selector-unknown" });
  await assert.rejects(trace("record", "99999"), { code: "selector-unknown" });
});
