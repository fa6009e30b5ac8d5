import assert from "node:assert/strict";
import { appendFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { CSV_HEADER, jsonExport, makeDropFolder, readFolder, readTickets } from "./drop-folder.js";

const TICKET = {
  number: "CHG0034512",
  kind: "normal",
  lifecycle: "implement",
  approval: "approved",
  approvals: [{ by: "pat@trust.example", decision: "approved", at: "2026-10-23T15:02:11+01:00" }],
  plannedStart: "2026-10-25T00:30:00+01:00",
  plannedEnd: "2026-10-25T02:30:00+00:00",
  cis: ["TIE-LIVE"],
  channels: ["ADT_PAS_*"],
  implementers: ["sam@trust.example"],
  requester: "alex@trust.example",
  digests: [`sha256:${"a".repeat(64)}`],
  templateId: null,
  closedAt: null,
  updatedAt: "2026-10-25T00:31:40Z",
};

test("a JSON export is read with every instant in UTC and the raw window beside it", async (context) => {
  const folder = makeDropFolder(context, { "changes.json": jsonExport([TICKET]) });
  const { tickets, exportedAt, warnings } = await readTickets(folder);
  assert.equal(exportedAt, "2026-10-25T06:00:00Z");
  assert.deepEqual(warnings, []);
  const [ticket] = tickets;
  assert.deepEqual(ticket?.planned, {
    start: "2026-10-24T23:30:00Z",
    end: "2026-10-25T02:30:00Z",
    sourceZone: "Europe/London",
  });
  assert.deepEqual(ticket?.approvals, [
    { by: "pat@trust.example", decision: "approved", at: "2026-10-23T14:02:11Z", timeEvidence: "approver-timestamp" },
  ]);
  assert.equal(ticket?.raw?.["plannedStart"], "2026-10-25T00:30:00+01:00");
  assert.equal(ticket?.observedAt, exportedAt);
  assert.equal(ticket?.problems, undefined);
});

test("the assignment group and who reviewed it are read from JSON and from CSV", async (context) => {
  const about = {
    assignmentGroup: " Integration ",
    reviewedAt: "2026-10-25T05:00:00Z",
    reviewedBy: "chris@trust.example",
  };
  const csv = `${CSV_HEADER},assignment_group,reviewed_by\nCHG0034513${",".repeat(17)}Integration,chris@trust.example\n`;
  const json = makeDropFolder(context, { "changes.json": jsonExport([{ ...TICKET, ...about }]) });
  const table = makeDropFolder(context, { "changes-20261025T060000Z.csv": csv });
  for (const folder of [json, table]) {
    const [ticket] = (await readTickets(folder)).tickets;
    assert.deepEqual([ticket?.assignmentGroup, ticket?.reviewedBy], ["Integration", "chris@trust.example"]);
  }
});

test("a spreadsheet's CSV is read: byte order mark, CRLF, quotes, lists and UK dates", async (context) => {
  const row =
    'CHG0000042,Normal,Implement,Approved,23/10/2026 15:02,"Lee, Pat",25/10/2026 00:30,25/10/2026 02:30,Europe/London,tie;TIE-DR,"ADT_*; ORU_""X""",sam;kim,alex,,,,24/10/2026 09:00:30';
  const folder = makeDropFolder(context, {
    "changes-20261025T060000Z.csv": `\ufeff${CSV_HEADER}\r\n${row}\r\n\r\n,,,,,,,,,,,,,,,,\r\n`,
  });
  const { tickets, exportedAt, warnings } = await readTickets(folder);
  assert.deepEqual(warnings, []);
  assert.equal(exportedAt, "2026-10-25T06:00:00Z");
  assert.equal(tickets.length, 1);
  const [ticket] = tickets;
  assert.equal(ticket?.kind, "normal");
  assert.deepEqual(ticket?.cis, ["tie", "TIE-DR"]);
  assert.deepEqual(ticket?.channels, ["ADT_*", 'ORU_"X"']);
  assert.deepEqual(ticket?.implementers, ["sam", "kim"]);
  assert.deepEqual(ticket?.approvals, [
    { by: "Lee, Pat", decision: "approved", at: "2026-10-23T14:02:00Z", timeEvidence: "aggregate-timestamp" },
  ]);
  // Three hours by the clock on the wall are not two: summer time ends inside this window.
  assert.equal(ticket?.planned.start, "2026-10-24T23:30:00Z");
  assert.equal(ticket?.planned.end, "2026-10-25T02:30:00Z");
  assert.equal(ticket?.updatedAt, "2026-10-24T08:00:30Z");
});

test("a CSV in UTF-16 is read, one in an unknown encoding is refused by name", async (context) => {
  const text = `\ufeff${CSV_HEADER},exported_at\nCHG0000001,normal,implement,approved,,,,,,,,,,,,,,2026-10-25T06:00:00Z\n`;
  const wide = makeDropFolder(context, { "wide.csv": Buffer.from(text, "utf16le") });
  assert.equal((await readTickets(wide)).tickets[0]?.number, "CHG0000001");
  const latin = makeDropFolder(context, {
    "latin.csv": Buffer.concat([Buffer.from(CSV_HEADER), Buffer.from([0x0a, 0xe9])]),
  });
  const reading = await readFolder(latin);
  assert.equal(reading.state, "unavailable");
  assert.match(reading.state === "unavailable" ? reading.message : "", /'latin\.csv' is not UTF-8/);
});

test("an export that does not say its time is dated by its name or, with a warning, by the disk", async (context) => {
  const folder = makeDropFolder(context, { "changes.csv": `${CSV_HEADER}\n` });
  const { warnings } = await readTickets(folder);
  assert.match(warnings.join(), /does not say when it was exported/);
});

test("a word that is not known becomes unknown, and what was written is kept", async (context) => {
  const odd = { ...TICKET, kind: "Routine", lifecycle: "Awaiting CAB", approval: "Y", approvals: [{ decision: "ok" }] };
  const folder = makeDropFolder(context, { "changes.json": jsonExport([odd]) });
  const [ticket] = (await readTickets(folder)).tickets;
  assert.equal(ticket?.kind, "unknown");
  assert.equal(ticket?.lifecycle, "unknown");
  assert.equal(ticket?.lifecycleRaw, "Awaiting CAB");
  assert.equal(ticket?.approval, "unknown");
  assert.equal(ticket?.raw?.["approval"], "Y");
  assert.equal(ticket?.raw?.["approvals/0/decision"], "ok");
});

test("a local time that happens twice keeps both readings, one that never happens has none", async (context) => {
  const twice = { ...TICKET, number: "CHG0000001", plannedStart: "2026-10-25 01:30", plannedEnd: "2026-10-25 03:00" };
  const never = { ...TICKET, number: "CHG0000002", plannedStart: "28/03/2027 01:30", plannedEnd: "28/03/2027 03:00" };
  const folder = makeDropFolder(context, { "changes.json": jsonExport([twice, never]) });
  const { tickets } = await readTickets(folder);
  assert.deepEqual(tickets[0]?.planned, {
    start: "2026-10-25T00:30:00Z",
    end: "2026-10-25T03:00:00Z",
    sourceZone: "Europe/London",
    ambiguous: "dst-overlap",
    alternative: { start: "2026-10-25T01:30:00Z", end: "2026-10-25T03:00:00Z" },
  });
  assert.equal(tickets[1]?.planned.ambiguous, "dst-gap");
  assert.equal(tickets[1]?.planned.start, null);
});

test("an ambiguous time of approval counts as the later one, of closing as the earlier one", async (context) => {
  const ticket = {
    ...TICKET,
    approvals: [{ by: "pat", decision: "approved", at: "25/10/2026 01:30" }],
    closedAt: "25/10/2026 01:30",
  };
  const folder = makeDropFolder(context, { "changes.json": jsonExport([ticket]) });
  const [read] = (await readTickets(folder)).tickets;
  assert.equal(read?.approvals[0]?.at, "2026-10-25T01:30:00Z");
  assert.equal(read?.closedAt, "2026-10-25T00:30:00Z");
});

test("a date that cannot be read is a problem of the ticket, told in a warning", async (context) => {
  const broken = { ...TICKET, closedAt: "31/02/2026 10:00", updatedAt: "yesterday", plannedEnd: "2026-10-25" };
  const folder = makeDropFolder(context, { "changes.json": jsonExport([broken]) });
  const { tickets, warnings } = await readTickets(folder);
  assert.equal(tickets[0]?.problems?.length, 3);
  assert.match(warnings.join(), /CHG0034512 never authorises/);
});

test("an unknown time zone makes local times unreadable", async (context) => {
  const local = { ...TICKET, zone: "Europe/Londinium", plannedStart: "25/10/2026 00:30" };
  const folder = makeDropFolder(context, { "changes.json": jsonExport([local]) });
  const [ticket] = (await readTickets(folder)).tickets;
  assert.deepEqual(ticket?.problems, ["plannedStart is not a date and time"]);
});

test("the later export speaks, whichever file is newer on disk, and the earlier stays as history", async (context) => {
  const folder = makeDropFolder(context, {
    "a-new.json": jsonExport([{ ...TICKET, lifecycle: "closed" }], { exportedAt: "2026-10-26T06:00:00Z" }),
    "b-old.json": jsonExport([TICKET]),
  });
  const { tickets, earlier, exportedAt } = await readTickets(folder);
  assert.equal(exportedAt, "2026-10-26T06:00:00Z");
  assert.equal(tickets[0]?.lifecycle, "closed");
  assert.deepEqual(
    earlier?.map(({ lifecycle, observedAt }) => ({ lifecycle, observedAt })),
    [{ lifecycle: "implement", observedAt: "2026-10-25T06:00:00Z" }],
  );
});

test("a ticket missing from the later export stays as last seen, with a warning, and is not cancelled", async (context) => {
  const folder = makeDropFolder(context, {
    "1.json": jsonExport([TICKET, { ...TICKET, number: "CHG0000007" }]),
    "2.json": jsonExport([TICKET], { exportedAt: "2026-10-26T06:00:00Z" }),
  });
  const { tickets, warnings } = await readTickets(folder);
  const gone = tickets.find(({ number }) => number === "CHG0000007");
  assert.equal(gone?.lifecycle, "implement");
  assert.equal(gone?.observedAt, "2026-10-25T06:00:00Z");
  assert.match(warnings.join(), /CHG0000007 is missing from the latest export/);
});

test("a number that stands twice with different content never authorises", async (context) => {
  const folder = makeDropFolder(context, {
    "changes.json": jsonExport([TICKET, { ...TICKET, number: "chg0034512", channels: ["*"] }]),
  });
  const { tickets } = await readTickets(folder);
  assert.equal(tickets.length, 1);
  assert.match(tickets[0]?.problems?.join() ?? "", /stands twice/);
});

const UNAVAILABLE: readonly (readonly [claim: string, files: Readonly<Record<string, string>>, message: RegExp])[] = [
  ["an empty folder", {}, /holds no export/],
  ["a folder with other files only", { "notes.txt": "x", ".hidden.json": "{" }, /holds no export/],
  ["an empty file", { "changes.json": "" }, /'changes\.json' is not JSON, or is not written to its end/],
  ["a file cut off in the middle", { "changes.json": jsonExport([TICKET]).slice(0, 200) }, /not written to its end/],
  [
    "JSON with two faults",
    {
      "changes.json": JSON.stringify({ format: "change-tickets/v1", exportedAt: 5, tickets: [{ title: "no number" }] }),
    },
    /exportedAt must be string.*must have required propert/,
  ],
  ["JSON of another form", { "changes.json": "[]" }, /is not change-tickets\/v1: \/ must be object/],
  ["an export without its time", { "changes.json": '{"schema":"change-tickets/v1","tickets":[]}' }, /exportedAt/],
  ["CSV without its columns", { "changes.csv": "number,kind\nCHG1,normal\n" }, /lacks the column lifecycle/],
  ["CSV with a ragged row", { "changes.csv": `${CSV_HEADER}\nCHG0000001,normal,impl` }, /not whole CSV at line 2/],
  ["CSV with an open quote", { "changes.csv": `${CSV_HEADER}\n"CHG0000001,normal` }, /not whole CSV/],
  ["one good and one broken file", { "a.json": jsonExport([TICKET]), "b.json": "{" }, /'b\.json'/],
];

for (const [claim, files, message] of UNAVAILABLE) {
  test(`${claim} is unavailable, never "no such ticket"`, async (context) => {
    const reading = await readFolder(makeDropFolder(context, files));
    assert.equal(reading.state, "unavailable");
    assert.match(reading.state === "unavailable" ? reading.message : "", message);
  });
}

test("a missing folder is unavailable and says what to correct", async (context) => {
  const folder = makeDropFolder(context, {});
  rmSync(folder, { recursive: true });
  const reading = await readFolder(folder);
  assert.match(reading.state === "unavailable" ? reading.message : "", /ENOENT.*tickets\.folder in estate\.yaml/);
});

test("a file that is still growing is unavailable, and read once it is marked as done", async (context) => {
  const folder = makeDropFolder(context, { "changes.json": jsonExport([TICKET]) });
  const file = join(folder, "changes.json");
  const growing = setInterval(() => appendFileSync(file, " "), 1);
  context.after(() => clearInterval(growing));
  const reading = await readFolder(folder, { settleMs: 30, attempts: 3 });
  assert.match(reading.state === "unavailable" ? reading.message : "", /'changes\.json' is still being written/);
  clearInterval(growing);
  writeFileSync(`${file}.done`, "");
  assert.equal((await readFolder(folder, { settleMs: 60_000 })).state, "read");
});

test("hostile content is kept harmless: formulas, control characters, prototypes, a megabyte in a field", async (context) => {
  const long = "x".repeat(1_000_000);
  const rows = [
    "=cmd|' /C calc'!A0,normal,implement,approved,,,,,,,,,,,,,",
    "__proto__,normal,implement,approved,,,,,,,,,,,,,",
    `CHG0000001,normal,implement,approved,,"p\u0000at\u202e",,,,,,,${long},,,,`,
    `${long},normal,implement,approved,,,,,,,,,,,,,`,
    "CHG0000002,normal,implement,approved,,=1+1,,,,,__proto__;constructor,,,,,,",
  ];
  const folder = makeDropFolder(context, { "20261025T060000Z.csv": `${CSV_HEADER}\n${rows.join("\n")}\n` });
  const { tickets, warnings } = await readTickets(folder);
  assert.deepEqual(
    tickets.map(({ number }) => number),
    ["CHG0000001", "CHG0000002"],
  );
  assert.equal(tickets[0]?.approvals[0]?.by, "p\ufffdat\ufffd");
  assert.deepEqual(tickets[0]?.problems, ["requester is too long"]);
  assert.deepEqual(tickets[1]?.channels, ["__proto__", "constructor"]);
  assert.match(warnings.join(), /passed over 3 without a ticket number/);
  assert.ok(warnings.join().length < 2_000);
});

test("prototypes in JSON change nothing", async (context) => {
  const text = jsonExport([TICKET]).replace('"kind"', '"__proto__":{"onHold":true,"polluted":1},"kind"');
  const folder = makeDropFolder(context, { "changes.json": text });
  const [ticket] = (await readTickets(folder)).tickets;
  assert.equal(ticket?.onHold, false);
  assert.equal("polluted" in {}, false);
});

test("the same folder gives the same reading", async (context) => {
  const folder = makeDropFolder(context, { "1.json": jsonExport([TICKET]), "2.json": jsonExport([TICKET]) });
  assert.deepEqual(await readTickets(folder), await readTickets(folder));
});
