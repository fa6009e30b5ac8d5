import assert from "node:assert/strict";
import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import type { EvidencePackReport } from "#schemas/evidence-pack-report";
import type { LedgerRecord } from "#schemas/ledger-record";
import { openControlLibrary } from "#services/compose/evidence/open-control-library";
import { LockstepError } from "#services/core/errors";
import { type AskingContext, askForPack, type PackWanted } from "#services/jobs/evidence/ask-for-pack";
import { findRecordedPack } from "#services/jobs/evidence/find-recorded-pack";
import { makeKeptPack } from "#services/jobs/evidence/make-kept-pack";
import { recordMade } from "#services/jobs/evidence/record-made";
import { tidyPacks } from "#services/jobs/evidence/tidy-packs";
import type { PackShelf } from "#services/ports/pack-shelf";
import { openPackShelf } from "#services/stores/packs/open-pack-shelf";

const folders: string[] = [];
after(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true }))));

const library = await openControlLibrary();
const NOW = "2026-11-23T09:00:00.000Z";
const WANTED: PackWanted = { firstDay: "2026-07-01", lastDay: "2026-09-30", by: "A. Auditor" };

async function emptyShelf(): Promise<{ readonly folder: string; readonly shelf: PackShelf }> {
  const folder = await mkdtemp(join(tmpdir(), "lockstep-packs-"));
  folders.push(folder);
  return { folder, shelf: openPackShelf(join(folder, "evidence")) };
}

function asking(shelf: PackShelf, types: readonly LedgerRecord["type"][] = ["run"], at = NOW): AskingContext {
  const engines = ["tie", "lab"].map((id) => ({ id, product: "mirth-connect", owner: "Team", nodes: [] }));
  async function* records(): AsyncGenerator<LedgerRecord, void, undefined> {
    for (const [index, type] of types.entries()) {
      const seq = types.length - index;
      const head = { schema: "lockstep/ledger-record@1", seq, at: NOW, type, actor: "lockstep", body: {} } as const;
      yield { ...head, previous: null, hash: `sha256:${type}-${seq}` };
    }
  }
  return { shelf, ledger: { records }, estate: { estate: "north", engines }, library, now: () => new Date(at) };
}

const REPORT: Pick<EvidencePackReport, "sha256" | "bytes" | "signedBy" | "record" | "parameters"> = {
  ...{ sha256: "a".repeat(64), bytes: 3, signedBy: "SHA256:key", record: 8 },
  parameters: {
    ...{ schema: "lockstep/evidence-parameters@1", estate: "north", organisation: null, odsCode: null },
    ...{ from: NOW, to: NOW, zone: "Europe/London", framework: "iso-27001@2022", engines: ["tie"], leftOut: [] },
    ...{
      generatedAt: NOW,
      generator: "lockstep/test",
      head: { seq: 7, hash: "sha256:run-7", commit: "c" },
      branches: {},
    },
  },
};

function makingOn(shelf: PackShelf, fails?: Error) {
  const places: string[] = [];
  const make = async (_asked: unknown, file: string): Promise<EvidencePackReport> => {
    places.push(file);
    await writeFile(`${file}.0a1b.part`, "half");
    if (fails !== undefined) throw fails;
    await rm(`${file}.0a1b.part`);
    await writeFile(file, "zip", { flag: "wx" });
    return { schema: "lockstep/evidence-pack-report@1", file, rows: {}, notes: [], ...REPORT };
  };
  return { places, making: { shelf, make, findRecorded: async () => undefined, now: () => new Date(NOW) } };
}

test("the same asking is the same pack, until something else than a pack or a notice was recorded", async () => {
  const { shelf } = await emptyShelf();
  const first = await askForPack(WANTED, asking(shelf));
  assert.equal(first.asked.framework, "nhs-dspt-caf@2026-27");
  assert.deepEqual(first.asked.engines, ["lab", "tie"]);
  const later = asking(shelf, ["notice-sent", "evidence-made", "run"], "2026-11-23T10:00:00.000Z");
  const again = await askForPack({ ...WANTED, by: "B. Auditor" }, { ...later, ledger: asking(shelf).ledger });
  assert.deepEqual(again.asked, first.asked, "who asks second is told of the first");
  const fresh = asking(shelf, ["run", "run"]);
  assert.notEqual((await askForPack(WANTED, fresh)).asked.id, first.asked.id);
  const others: readonly Partial<PackWanted>[] = [
    { engineIds: ["tie"] },
    { framework: "iso-27001" },
    { lastDay: "2026-09-29" },
  ];
  const ids = await Promise.all(
    others.map(async (other) => (await askForPack({ ...WANTED, ...other }, asking(shelf))).asked.id),
  );
  assert.equal(new Set([first.asked.id, ...ids]).size, 4);
});

test("that a pack was made makes the next asking no other one", async () => {
  const { shelf } = await emptyShelf();
  const ledger = (newest: readonly LedgerRecord["type"][]): AskingContext["ledger"] => ({
    async *records() {
      for await (const record of asking(shelf, [...newest, "run"]).ledger.records({})) {
        yield { ...record, hash: `sha256:${record.type}` };
      }
    },
  });
  const before = await askForPack(WANTED, { ...asking(shelf), ledger: ledger([]) });
  const after = await askForPack(WANTED, { ...asking(shelf), ledger: ledger(["notice-sent", "evidence-made"]) });
  assert.equal(after.asked.id, before.asked.id);
});

test("what a schedule made due is asked for once, whatever was recorded meanwhile", async () => {
  const { shelf } = await emptyShelf();
  const due = { schedule: "quarterly", at: "2026-10-02T05:00:00.000Z" };
  const one = await askForPack({ ...WANTED, by: null, due }, asking(shelf));
  const two = await askForPack({ ...WANTED, by: null, due }, asking(shelf, ["run", "run", "run"]));
  assert.deepEqual([two.asked.id, two.asked.schedule, two.asked.by], [one.asked.id, "quarterly", null]);
});

test("what cannot be made is refused before anything is noted", async () => {
  const { shelf, folder } = await emptyShelf();
  const refusals: readonly (readonly [Partial<PackWanted>, string])[] = [
    [{ lastDay: "2026-06-30" }, "usage"],
    [{ firstDay: "2026-02-30" }, "usage"],
    [{ firstDay: "26-07-01" }, "usage"],
    [{ firstDay: "9999-12-31", lastDay: "9999-12-31" }, "usage"],
    [{ firstDay: "2024-07-01" }, "usage"],
    [{ firstDay: "2026-12-01", lastDay: "2026-12-02" }, "usage"],
    [{ engineIds: ["nowhere"] }, "selector-unknown"],
    [{ framework: "nhs-dspt-caf@1999" }, "control-unknown"],
    [{ by: "n/a" }, "usage"],
  ];
  for (const [wanted, code] of refusals) {
    await assert.rejects(askForPack({ ...WANTED, ...wanted }, asking(shelf)), { code }, JSON.stringify(wanted));
  }
  assert.deepEqual(await readdir(folder), []);
});

test("twenty of one asker may wait, a hundred of all, and what is due is not kept from its place by them", async () => {
  const { shelf } = await emptyShelf();
  const on = (day: number, by = "A. Auditor", month = 7) => {
    const firstDay = new Date(Date.UTC(2026, month - 1, day)).toISOString().slice(0, 10);
    return askForPack({ ...WANTED, firstDay, by }, asking(shelf));
  };
  for (let day = 1; day <= 20; day += 1) await on(day);
  await assert.rejects(on(21), /20 evidence packs wait/);
  for (let day = 1; day <= 80; day += 1) await on(day, `B. Number ${Math.ceil(day / 20)}`, 1);
  await assert.rejects(on(22, "C. Another"), /100 evidence packs wait/);
  const due = { schedule: "quarters", at: NOW };
  const scheduled = await askForPack({ ...WANTED, by: null, due }, asking(shelf));
  assert.equal(scheduled.failed, undefined);
  assert.equal((await on(1)).failed, undefined, "what waits already can be asked for");
});

test("a pack is handed out once it is told to be made, and is made once", async () => {
  const { shelf } = await emptyShelf();
  const { asked } = await askForPack(WANTED, asking(shelf));
  const { making, places } = makingOn(shelf);
  await makeKeptPack(asked.id, making);
  await makeKeptPack(asked.id, making);
  assert.deepEqual(places, [shelf.fileOf(asked.id)]);
  const kept = await shelf.find(asked.id);
  assert.deepEqual(kept?.made, {
    at: NOW,
    sha256: REPORT.sha256,
    bytes: 3,
    signedBy: "SHA256:key",
    record: 8,
    head: { seq: 7, hash: "sha256:run-7" },
  });
});

test("what a killed maker left, half or whole, is gone before it is made again", async () => {
  const { shelf, folder } = await emptyShelf();
  const { asked } = await askForPack(WANTED, asking(shelf));
  const full = new LockstepError("system-refused", "The disk is full.");
  await assert.rejects(makeKeptPack(asked.id, makingOn(shelf, full).making), full);
  await writeFile(shelf.fileOf(asked.id), "whole, and nobody was told");
  assert.equal((await shelf.find(asked.id))?.made, undefined);
  await makeKeptPack(asked.id, makingOn(shelf).making);
  const files = (await readdir(join(folder, "evidence"))).sort();
  assert.deepEqual(
    files,
    [".asked.json", ".made.json", ".zip"].map((end) => `${asked.id}${end}`),
  );
});

test("a pack that was made and recorded, of which nobody came to say so, is neither made nor recorded again", async () => {
  const { shelf } = await emptyShelf();
  const { asked } = await askForPack(WANTED, asking(shelf));
  const { making, places } = makingOn(shelf);
  const bodies: LedgerRecord["body"][] = [];
  const recordsOf = (at: string) => ({
    async *records(): AsyncGenerator<LedgerRecord, void, undefined> {
      const head = {
        schema: "lockstep/ledger-record@1",
        seq: 8,
        at,
        type: "evidence-made",
        actor: "A. Auditor",
      } as const;
      for (const body of bodies) yield { ...head, body, previous: null, hash: "sha256:made" };
    },
  });
  const standing = { sha256: REPORT.sha256, bytes: 3 };
  const found = (at = NOW) => findRecordedPack(asked, standing, recordsOf(at));
  const { sha256, signedBy, parameters } = REPORT;
  const { framework, engines } = asked;
  const own = { ...parameters, framework, engines: [...engines] };
  const append = async ({ body }: Pick<LedgerRecord, "body">): Promise<never> => {
    bodies.push(body);
    throw new Error("killed");
  };
  await assert.rejects(
    recordMade({ parameters: own, sha256, signedBy, by: "A. Auditor", at: NOW }, { append }),
    /killed/,
  );
  await makeKeptPack(asked.id, { ...making, findRecorded: () => found() });
  assert.deepEqual(places, []);
  assert.equal((await shelf.find(asked.id))?.made?.record, 8);
  assert.equal(await found("2026-11-23T08:00:00.000Z"), undefined, "one from before it was asked for is another's");
  assert.equal(await findRecordedPack({ ...asked, engines: ["lab"] }, standing, recordsOf(NOW)), undefined);
  assert.equal(await findRecordedPack(asked, { ...standing, sha256: "b".repeat(64) }, recordsOf(NOW)), undefined);
});

test("one that failed says why, and is tried again when somebody asks again", async () => {
  const { shelf } = await emptyShelf();
  const { asked } = await askForPack(WANTED, asking(shelf));
  await shelf.keepFailed(asked.id, { at: NOW, code: "ledger-broken", message: "It is broken.", remedy: "Mend it." });
  assert.equal((await shelf.find(asked.id))?.failed?.code, "ledger-broken");
  const again = await askForPack(WANTED, asking(shelf, ["run"], "2026-11-23T11:00:00.000Z"));
  assert.deepEqual(
    [again.asked.id, again.asked.askedAt, again.failed],
    [asked.id, "2026-11-23T11:00:00.000Z", undefined],
  );
  assert.equal((await shelf.find(asked.id))?.failed, undefined);
});

test("what is kept too long, or is one too many, goes with all that is known of it; what waits stays", async () => {
  const { shelf, folder } = await emptyShelf();
  const made: string[] = [];
  for (const [index, month] of ["01", "05", "09"].entries()) {
    const at = `2026-${month}-20T09:00:00.000Z`;
    const wanted = {
      ...WANTED,
      firstDay: `2025-0${index + 1}-01`,
      lastDay: `2025-0${index + 1}-28`,
      framework: "iso-27001",
    };
    const { asked } = await askForPack(wanted, asking(shelf, ["run"], at));
    await makeKeptPack(asked.id, makingOn(shelf).making);
    made.push(asked.id);
  }
  const waits = await askForPack({ ...WANTED, framework: "iso-27001" }, asking(shelf));
  const now = new Date(NOW);
  assert.deepEqual(await tidyPacks(shelf, {}, now), []);
  assert.deepEqual(await tidyPacks(shelf, { evidence: { keepDays: 200 } }, now), [made[0]]);
  assert.deepEqual(await tidyPacks(shelf, { evidence: { keepAtMost: 1 } }, now), [made[1]]);
  assert.deepEqual(
    (await shelf.list()).map(({ asked }) => asked.id),
    [waits.asked.id, made[2]],
  );
  const left = new Set((await readdir(join(folder, "evidence"))).map((name) => name.slice(0, 32)));
  assert.deepEqual(left, new Set([waits.asked.id, made[2]]));
});

test("a file that was damaged, or bears another's name, is no pack, and hides no other", async () => {
  const { shelf, folder } = await emptyShelf();
  const { asked } = await askForPack(WANTED, asking(shelf));
  const other = "f".repeat(32);
  await writeFile(join(folder, "evidence", `${other}.asked.json`), JSON.stringify(asked));
  await writeFile(join(folder, "evidence", `${"e".repeat(32)}.asked.json`), "{");
  assert.deepEqual(
    (await shelf.list()).map((pack) => pack.asked.id),
    [asked.id],
  );
  for (const id of [other, "../../etc/passwd", "", "E".repeat(32)]) assert.equal(await shelf.find(id), undefined);
  assert.throws(() => shelf.fileOf("../secret"), { code: "bug" });
});
