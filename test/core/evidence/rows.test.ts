import assert from "node:assert/strict";
import { test } from "node:test";
import type { LedgerRecord } from "#schemas/ledger-record";
import { actOf } from "#services/core/evidence/act-of";
import { createGatherer, type Gathered } from "#services/core/evidence/gatherer";
import type { EvidenceMaterial, RulesRead } from "#services/core/evidence/material";
import { accessReviewRows } from "#services/core/evidence/rows/access-review-rows";
import { actionRows } from "#services/core/evidence/rows/action-rows";
import { exceptionRows } from "#services/core/evidence/rows/exception-rows";
import { exerciseRows } from "#services/core/evidence/rows/exercise-rows";
import { policyRows } from "#services/core/evidence/rows/policy-rows";
import { many, ofThem } from "#services/core/evidence/told/counting";
import { DEFAULT_POLICY } from "#services/core/policy/default-policy";
import { parseGoverned } from "#services/core/policy/parse-governed";

const FROM = "2026-06-30T23:00:00.000Z";
const TO = "2026-09-30T23:00:00.000Z";

function aRecord(seq: number, type: string, at: string, body: LedgerRecord["body"], actor = "J. Okafor"): LedgerRecord {
  const record = { schema: "lockstep/ledger-record@1", seq, at, type, actor, body, previous: null, hash: `h${seq}` };
  // Other programs write kinds that this one may not know yet.
  return record as LedgerRecord;
}

function materialOf(records: readonly LedgerRecord[], rules: readonly RulesRead[] = []): EvidenceMaterial {
  const gatherer = createGatherer({ from: FROM, to: TO, zone: "Europe/London", engines: ["tie"] });
  for (const record of records) gatherer.take(record);
  const gathered: Gathered = gatherer.finish();
  return {
    parameters: {
      ...{ schema: "lockstep/evidence-parameters@1", estate: "loopback", organisation: null, odsCode: null },
      ...{
        from: FROM,
        to: TO,
        zone: "Europe/London",
        framework: "nhs-dspt-caf@2026-27",
        engines: ["tie"],
        leftOut: [],
      },
      ...{ generatedAt: "2026-10-01T09:00:00.000Z", generator: "lockstep/test", branches: {} },
      head: { seq: 9, hash: "h9", commit: "c" },
    },
    ...{ gathered, rules, governed: parseGoverned(new Map()), timelines: [], inventories: [] },
    ...{ detailsOf: () => undefined, allowedSigners: "", notes: [] },
  };
}

test("an action is overdue once its day is over and it was not closed, and one closed before the period is not listed", () => {
  const raised = (seq: number, id: string, due: string) =>
    aRecord(seq, "action-raised", "2026-06-01T09:00:00.000Z", {
      id,
      what: "Test the failback",
      owner: "P. Quinn",
      due,
    });
  const closed = (seq: number, id: string, at: string) => aRecord(seq, "action-closed", at, { id });
  const records = [
    ...[
      raised(1, "a", "2026-09-29"),
      raised(2, "b", "2026-09-30"),
      raised(3, "c", "2026-07-01"),
      raised(4, "d", "2026-07-01"),
    ],
    ...[closed(5, "d", "2026-06-20T09:00:00.000Z"), closed(6, "c", "2026-08-01T09:00:00.000Z")],
  ];
  assert.deepEqual(
    actionRows(materialOf(records)).map(({ action, overdue, closedBy }) => [action, overdue, closedBy]),
    [
      ["a", true, null],
      ["b", false, null],
      ["c", false, "J. Okafor"],
    ],
  );
});

test("a review of access tells who decided what, and how many days after the one before it came; what is owed at the end is a row", () => {
  const review = (seq: number, at: string, body: LedgerRecord["body"] = { outcome: "confirmed", note: null }) =>
    aRecord(seq, "access-reviewed", at, { ...body, digest: `d${seq}`, counts: { people: 3, tokens: 1 } }, "Mo Banks");
  const made = aRecord(0, "estate-created", "2026-04-01T09:00:00.000Z", {});
  const early = review(1, "2026-06-10T09:00:00.000Z");
  const late = review(2, "2026-08-20T10:00:00.000Z", { outcome: "changes-wanted", note: "Mo needs tie alone" });
  const told = (records: readonly LedgerRecord[], reviewEveryDays?: number) => {
    const material = materialOf(records);
    const access = { people: [], groups: [], ...(reviewEveryDays === undefined ? {} : { reviewEveryDays }) };
    const rows = accessReviewRows({ ...material, governed: { ...material.governed, access } });
    return rows.map(({ record, by, outcome, note, days, inTime }) => [record, by, outcome, note, days, inTime]);
  };
  const changes = ["something has to change", "Mo needs tie alone"];
  assert.deepEqual(told([made, early, late]), [[2, "Mo Banks", ...changes, 72, null]]);
  assert.deepEqual(told([made, early, late], 72), [[2, "Mo Banks", ...changes, 72, true]]);
  assert.deepEqual(told([made, early, late], 71), [[2, "Mo Banks", ...changes, 72, false]]);
  const owed = "none by the end of the period";
  assert.deepEqual(told([made, early, late], 40).at(-1), [null, null, owed, null, 42, false]);
  assert.deepEqual(told([made], 90), [[null, null, owed, null, 183, false]], "nobody ever reviewed it");
  assert.deepEqual(told([made]), [], "nothing says how often");
  const first = review(1, "2026-07-01T09:00:00.000Z", {});
  assert.deepEqual(told([made, first], 92)[0], [1, "Mo Banks", "not recorded", null, 91, true]);
});

test("an exercise is in time by its recorded times, and one that says nothing of its clean-up claims none", () => {
  const times = { startedAt: "2026-09-19T09:00:00.000Z", endedAt: "2026-09-19T10:30:00.000Z" };
  const body = { engineId: "tie", kind: "failover", ...times, rtoMinutes: 60, outcome: "passed" };
  const [row] = exerciseRows(materialOf([aRecord(1, "exercise", "2026-09-19T11:00:00.000Z", body)]));
  assert.deepEqual([row?.minutes, row?.inTime, row?.cleanedUp, row?.complete], [90, false, null, null]);
});

test("of an exercise that was recorded again for its clean-up the pack shows the last word alone", () => {
  const times = { startedAt: "2026-09-19T09:00:00.000Z", endedAt: "2026-09-19T09:50:00.000Z" };
  const body = { id: "sha256:one", engineId: "tie", kind: "failover", ...times, outcome: "passed", cleanedUp: false };
  const early = aRecord(1, "exercise", "2026-09-19T11:00:00.000Z", { ...body, complete: false });
  const last = aRecord(2, "exercise", "2026-09-20T11:00:00.000Z", { ...body, cleanedUp: true, complete: true });
  assert.deepEqual(
    exerciseRows(materialOf([early, last])).map(({ record, complete }) => [record, complete]),
    [[2, true]],
  );
});

test("of an action that two people raised or closed at once the pack shows the first record", () => {
  const raise = (seq: number) =>
    aRecord(seq, "action-raised", "2026-08-01T09:00:00.000Z", { id: "a", due: "2026-08-30" });
  const close = (seq: number, actor: string) =>
    aRecord(seq, "action-closed", "2026-08-02T09:00:00.000Z", { id: "a" }, actor);
  assert.deepEqual(
    actionRows(materialOf([raise(1), raise(2), close(3, "M. Reid"), close(4, "P. Quinn")])).map(
      ({ record, closedBy }) => [record, closedBy],
    ),
    [[1, "M. Reid"]],
  );
});

function rulesOf(
  seq: number,
  from: string,
  files: Readonly<Record<string, string>>,
  policy = DEFAULT_POLICY,
  leaving?: RulesRead["leaving"],
): RulesRead {
  const read = { files: new Map(Object.entries(files)), policy, leaving, estate: undefined };
  return { commit: `commit ${seq}`, from, seq, ...read };
}

test("a version of a file lasts until the next, and bears who changed it and the ticket where the record tells", () => {
  const told = { from: "commit 1", to: "commit 5", author: "P. Quinn", ticket: "CHG1" };
  const material = materialOf(
    [aRecord(4, "policy-changed", "2026-08-01T03:00:00.000Z", told, "lockstep")],
    [
      rulesOf(1, "2026-06-30T03:00:00.000Z", { "policy/policy.yaml": "1", "policy/runbook.yaml": "x" }),
      rulesOf(5, "2026-08-01T03:00:00.000Z", { "policy/policy.yaml": "2", "policy/waivers.yaml": "3" }),
    ],
  );
  assert.deepEqual(
    policyRows(material).map(({ file, until, what, by, ticket }) => [file, until, what, by, ticket]),
    [
      ["policy/policy.yaml", "2026-08-01T03:00:00.000Z", "in force at the beginning", null, null],
      ["policy/policy.yaml", null, "changed", "P. Quinn", "CHG1"],
      ["policy/waivers.yaml", null, "added", "P. Quinn", "CHG1"],
    ],
    "no verdict rests on the runbook",
  );
});

test("a waiver that policy no longer names was taken away, and one that ended before the period is not listed", () => {
  const waiver = (id: string, expires: string) => ({
    ...{ id, artefact: { kind: "channel", name: "PAS ADT In" }, finding: `sha256:${"0".repeat(64)}`, owner: "Team" },
    ...{ approver: "C. Chair", reason: "a move", granted: "2026-06-01", expires },
  });
  const withWaivers = (...waivers: ReturnType<typeof waiver>[]) => ({ ...DEFAULT_POLICY, waivers });
  const material = materialOf(
    [],
    [
      rulesOf(
        1,
        FROM,
        {},
        withWaivers(waiver("old", "2026-06-15"), waiver("gone", "2026-12-01"), waiver("ends", "2026-08-01")),
      ),
      rulesOf(
        2,
        "2026-08-15T03:00:00.000Z",
        {},
        withWaivers(waiver("ends", "2026-08-01"), waiver("stays", "2026-12-01")),
      ),
    ],
  );
  assert.deepEqual(
    exceptionRows(material).map(({ id, standing, ageDays }) => [id, standing, ageDays]),
    [
      ["ends", "ended", 121],
      ["gone", "taken away", 121],
      ["stays", "in force", 121],
    ],
  );
});

test("a text that was permitted to leave though it looks like a patient's is an exception, by its place and not by itself", () => {
  const text = `masked:k1:${"5".repeat(32)}`;
  const allowed = (id: string, expires: string) => ({
    ...{ id, text, place: "snapshots/*/channels/*", owner: "P. Quinn", approver: "C. Chair" },
    ...{ reason: "a test number of the registry", granted: "2026-06-01", expires },
  });
  const material = materialOf(
    [],
    [
      rulesOf(1, FROM, {}, DEFAULT_POLICY, {
        allowedTexts: [allowed("gone", "2026-12-01"), allowed("old", "2026-06-15")],
      }),
      rulesOf(2, "2026-08-15T03:00:00.000Z", {}, DEFAULT_POLICY, { allowedTexts: [allowed("stays", "2026-12-01")] }),
    ],
  );
  const rows = exceptionRows(material);
  assert.deepEqual(
    rows.map(({ kind, id, what, owner, standing }) => [kind, id, what, owner, standing]),
    [
      ["permitted text", "gone", "snapshots/*/channels/*", "P. Quinn", "taken away"],
      ["permitted text", "stays", "snapshots/*/channels/*", "P. Quinn", "in force"],
    ],
  );
  assert.equal(JSON.stringify(rows).includes(text), false);
});

test("an override is shown with the person who agreed and the ticket that was named later, and ends when it was ended", () => {
  const granted = {
    ...{ act: "granted", engineId: "tie", reason: "theatre list", ticket: null, second: "P. Quinn" },
    ...{ until: "2026-07-03T09:00:00.000Z", setAside: [{ code: "parity" }, { code: "parity" }] },
  };
  const records = [
    aRecord(1, "override", "2026-07-01T09:00:00.000Z", granted),
    aRecord(2, "override", "2026-07-02T09:00:00.000Z", { act: "ended", engineId: "tie", grant: "h1", reason: null }),
    aRecord(3, "override", "2026-07-04T09:00:00.000Z", {
      act: "ticket-named",
      engineId: "tie",
      grant: "h1",
      ticket: "CHG2",
    }),
  ];
  const [row, ...others] = exceptionRows(materialOf(records));
  assert.deepEqual(others, []);
  assert.deepEqual(
    [row?.what, row?.approver, row?.second, row?.ticket, row?.until],
    ["parity", "J. Okafor", "P. Quinn", "CHG2", "2026-07-02T09:00:00.000Z"],
  );
});

test("a record that is no act of a person is no row of access, and a sign-in of an approver is", () => {
  assert.equal(actOf(aRecord(1, "notice-sent", FROM, {})), undefined);
  const signedIn = actOf(aRecord(2, "approver-signed-in", FROM, { who: "C. Chair", how: "sign-in" }, "C. Chair"));
  assert.deepEqual(
    [signedIn?.kind, signedIn?.who, signedIn?.detail],
    ["sign-in", "C. Chair", "by the organisation's sign-in"],
  );
});

test("what is observed is told in numbers that read as English", () => {
  assert.deepEqual(
    [ofThem(2, 6, "change"), ofThem(1, 1, "engine"), many(0, "alignment"), many(2, "accepted gap"), many(3, "entry")],
    ["2 of 6 changes", "1 of 1 engine", "0 alignments", "2 accepted gaps", "3 entries"],
  );
});
