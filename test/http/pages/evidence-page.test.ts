import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Estate } from "#schemas/estate";
import type { AskedPack } from "#schemas/kept-pack";
import type { App } from "#services/app";
import { LockstepError } from "#services/core/errors";
import type { KeptPack } from "#services/ports/pack-shelf";
import { AT } from "#test/reports/fixtures";
import { keptPacks } from "./invented-packs.js";
import { servePages } from "./serve-pages.js";

const AUDITOR = { grants: [{ role: "auditor", engines: "all" }] } as const;

const notAsked = () => Promise.reject(new Error("not asked"));

function shelfOf(packs: readonly KeptPack[], ask: App["packs"]["ask"] = notAsked): Partial<App> {
  const list = () => Promise.resolve(packs);
  const find = (id: string) => Promise.resolve(packs.find(({ asked }) => asked.id === id));
  const others = { askDue: notAsked, make: notAsked, waiting: notAsked, noteFailure: notAsked, tidy: notAsked };
  return { packs: { ...others, list, find, ask, fileOf: () => "/nowhere", choices: notAsked } };
}

describe("evidence", () => {
  it("is shown with its period, who asked, its digest and its key, to whoever may read the whole record", async () => {
    await using pages = await servePages({ ...AUDITOR, app: shelfOf(keptPacks()) });
    const { status, html } = await pages.get("/estates/hazelwick/evidence");
    assert.equal(status, 200);
    assert.match(html, /2026-07-01 to 2026-09-30/);
    assert.match(html, /href="\/estates\/hazelwick\/evidence\/a{32}\/file" download/);
    assert.match(html, /1\.2 MB/);
    assert.match(html, new RegExp(`SHA-256 <code>${"5".repeat(64)}`));
    assert.match(html, /by the schedule quarterly/);
    assert.match(html, /waits to be made/);
    assert.match(html, /The ledger is broken\./);
    assert.match(html, new RegExp(`<code>SHA256:${"k".repeat(43)}`));
    for (const grants of [[{ role: "viewer", engines: "all" }], [{ role: "auditor", engines: ["tie"] }]] as const) {
      await using others = await servePages({ grants, app: shelfOf(keptPacks()) });
      assert.equal((await others.get("/estates/hazelwick/evidence")).status, 403);
      assert.doesNotMatch((await others.get("/estates/hazelwick")).html, />Evidence</);
    }
  });

  it("is asked for by auditors, with the last whole quarter at hand, and engineers only fetch it", async () => {
    await using pages = await servePages({ ...AUDITOR, app: shelfOf([]) });
    const { html } = await pages.get("/estates/hazelwick/evidence");
    assert.match(html, /No pack is kept/);
    assert.match(html, /name="from" type="date" required value="2026-07-01"/);
    assert.match(html, /name="to" type="date" required value="2026-09-30"/);
    assert.match(html, /\(nhs-dspt-caf@2026-27, provisional\)/);
    await using engineers = await servePages({ app: shelfOf([]) });
    assert.doesNotMatch((await engineers.get("/estates/hazelwick/evidence")).html, /Make the pack/);
    const refused = await engineers.post("/estates/hazelwick/evidence", { from: "2026-07-01", to: "2026-07-02" });
    assert.equal(refused.status, 403);
  });

  it("is noted in the name of whoever is signed in, and made by a job", async () => {
    const wanted: unknown[] = [];
    const [kept] = keptPacks().slice(1);
    const ask: App["packs"]["ask"] = async (one) => {
      wanted.push(one);
      return kept ?? assert.fail();
    };
    await using pages = await servePages({ ...AUDITOR, app: shelfOf([], ask) });
    const fields = { from: "2026-07-01", to: "2026-07-31", framework: "iso-27001@2022", engine: "tie", by: "Somebody" };
    const answer = await pages.post("/estates/hazelwick/evidence", fields);
    assert.deepEqual([answer.status, answer.headers.get("location")], [303, "/estates/hazelwick/evidence"]);
    assert.deepEqual(wanted, [
      {
        ...{ firstDay: "2026-07-01", lastDay: "2026-07-31", framework: "iso-27001@2022" },
        ...{ engineIds: ["tie"], by: "Ros Haddon" },
      },
    ]);
    const asked: AskedPack = kept?.asked ?? assert.fail();
    assert.deepEqual(
      pages.asked.map((request) => ("pack" in request ? request.pack : request.job)),
      [asked.id],
    );
    assert.equal((await pages.post("/estates/hazelwick/evidence", { ...fields, csrf: "another" })).status, 403);
  });

  it("that cannot be made is told on the form, which keeps what was typed and lets none of it become markup", async () => {
    const ask = () => Promise.reject(new LockstepError("usage", "The period <b>ends</b> before it begins."));
    await using pages = await servePages({ ...AUDITOR, app: shelfOf([], ask) });
    const typed = `2026-07-01"><script>alert(1)</script>`;
    const answer = await pages.post("/estates/hazelwick/evidence", { from: typed, to: "2026-07-31" });
    const html = await answer.text();
    assert.equal(answer.status, 422);
    assert.match(html, /before it begins/);
    assert.doesNotMatch(html, /<script>alert|<b>ends/);
    assert.match(html, /value="2026-07-31"/);
  });

  it("that is not there, or not made, is no file", async () => {
    await using pages = await servePages({ ...AUDITOR, app: shelfOf(keptPacks()) });
    for (const id of ["b".repeat(32), "9".repeat(32), "..%2fledger-mark"]) {
      assert.equal((await pages.get(`/estates/hazelwick/evidence/${id}/file`)).status, 404, id);
    }
  });

  it("says when it is made next by itself", async () => {
    const declared: Estate = {
      ...{ estate: "hazelwick", engines: [] },
      schedules: [{ id: "quarterly", cron: "0 6 2 1,4,7,10 *", timeZone: "Europe/London", evidence: "quarterly" }],
    };
    await using pages = await servePages({ ...AUDITOR, app: shelfOf([]), declared });
    assert.ok(AT < "2027");
    assert.match(
      (await pages.get("/estates/hazelwick/evidence")).html,
      /Made next by itself: [^<]*2 Jan 2027|2027-01-02/,
    );
  });
});
