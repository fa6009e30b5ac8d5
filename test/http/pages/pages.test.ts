import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { bands } from "#services/core/compliance/bands";
import type { EstateViews } from "#services/ports/estate-views";
import { AT, aFinding, hostileReport, notReadyReport } from "#test/reports/fixtures";
import { inventedEngines, inventedViews } from "./invented-views.js";
import { servePages } from "./serve-pages.js";

const FAULT = {
  code: "ledger-broken",
  message: "Record 7 is not the one that was signed.",
  remedy: "Restore the store.",
};

describe("the overview", () => {
  it("tells each engine on each axis with an age, and never one light for all", async () => {
    await using pages = await servePages();
    const { status, html } = await pages.get("/estates/hazelwick");
    assert.equal(status, 200);
    for (const axis of ["May it fail over?", "Conformity", "Authorisation", "Freshness", "Operability", "Access"])
      assert.match(html, new RegExp(`<th scope="col">${axis.replace("?", "\\?")}</th>`));
    assert.match(html, /1 not ready to fail over, 1 could not be told, 1 ready\./);
    const cells = html.match(/<td>.*?<\/td>/g) ?? [];
    assert.equal(cells.length, 18);
    for (const cell of cells) assert.match(cell, / old/);
  });

  it("shows whoever may see one engine that engine alone, and counts no other", async () => {
    await using pages = await servePages({ grants: [{ role: "viewer", engines: ["pacs"] }] });
    const { html } = await pages.get("/estates/hazelwick");
    assert.match(html, /Of 1 engine: 1 ready\./);
    assert.doesNotMatch(html, /Trust integration engine|labs|proposal waits/);
    assert.equal((await pages.get("/estates/hazelwick/engines/tie")).status, 404);
  });

  it("says that the store cannot be read, and does not say that all is well", async () => {
    const views = inventedViews({ fault: FAULT });
    const gone = { ...views, overview: () => Promise.resolve({ value: undefined, asOf: "", mark: "", fault: FAULT }) };
    await using pages = await servePages({ views: gone });
    const { status, html } = await pages.get("/estates/hazelwick");
    assert.equal(status, 200);
    assert.match(html, /Record 7 is not the one that was signed/);
    assert.doesNotMatch(html, /class="passed"/);
  });
});

describe("the page of an engine", () => {
  it("says why it is not ready, what to do by owner, what was found, and that runtime is no part of the verdict", async () => {
    await using pages = await servePages();
    const { html } = await pages.get("/estates/hazelwick/engines/tie");
    assert.match(html, /NOT READY/);
    assert.match(html, /<strong>Change manager<\/strong>: Ask admin and anna, whom the engine names/);
    assert.match(html, /4 findings open/);
    assert.match(html, /2 explained by policy/);
    assert.match(html, /Runtime, not part of the configuration verdict/);
    assert.match(html, /37 days left/);
  });

  it("holds at most 200 of 3000 findings and at most 500 kB, and leads to the others", async () => {
    const [tie] = notReadyReport().engines;
    assert.ok(tie);
    const findings = Array.from({ length: 3000 }, (_, index) => aFinding(`Channel ${index}`));
    const views = inventedViews({ engines: [{ ...tie, findings, waiting: findings.map(({ id }) => id) }] });
    await using pages = await servePages({ views });
    const first = await pages.get("/estates/hazelwick/engines/tie");
    assert.equal(first.html.match(/<span class="short critical">/g)?.length, 200);
    assert.match(first.html, /3000 findings open: 1 to 200/);
    assert.ok(first.html.length < 500_000, `${first.html.length} bytes`);
    const last = await pages.get("/estates/hazelwick/engines/tie?page=15");
    assert.match(last.html, /2801 to 3000/);
    assert.doesNotMatch(last.html, /rel="next"/);
  });

  it("offers a check to whoever may ask for one, and to nobody else", async () => {
    for (const [role, offered] of [
      ["engineer", true],
      ["viewer", false],
    ] as const) {
      await using pages = await servePages({ grants: [{ role, engines: "all" }] });
      const { html } = await pages.get("/estates/hazelwick/engines/tie");
      assert.equal(html.includes("Check now"), offered);
    }
  });
});

describe("the page of a finding", () => {
  it("leads with a sentence in the past tense, and labels every side with its ticket or its time", async () => {
    await using pages = await servePages();
    const finding = inventedEngines()[0]?.findings[0];
    assert.ok(finding);
    const { html } = await pages.get(`/estates/hazelwick/engines/tie/findings/${finding.id.slice(7, 19)}`);
    assert.match(html, /Remote port of interface .*PAS ADT In.* was changed on standby of tie/);
    assert.match(html, /Approved baseline<small>CHG0041200, approved by Mo Banks/);
    assert.match(html, /Production<small>tie-a, read 23 Nov 2026 02:01 UTC/);
    assert.match(
      html,
      /<td class="value">6661<\/td><td class="same">same as the approved baseline<\/td><td class="value"><strong>7777/,
    );
    assert.doesNotMatch(html, /<td[^>]*><\/td>|colspan/);
  });

  it("is not there where the last check did not find it", async () => {
    await using pages = await servePages();
    assert.equal((await pages.get(`/estates/hazelwick/engines/tie/findings/${"0".repeat(12)}`)).status, 404);
  });
});

describe("the page over time", () => {
  it("draws four bands that differ by pattern too, marks where the rules changed, and tells the same as a table", async () => {
    await using pages = await servePages();
    const { status, html } = await pages.get("/estates/hazelwick/compliance?days=90");
    assert.equal(status, 200);
    for (const band of ["authorised", "unauthorised", "unknown"])
      assert.match(html, new RegExp(`<pattern id="band-${band}"`));
    assert.equal(html.match(/class="marker"/g)?.length, 2);
    assert.match(html, /policy changed \(policy\/waivers\.yaml\)/);
    assert.match(html, /<caption>Share of time in each band, by engine<\/caption>/);
    assert.match(html, /aria-current="true">90 days/);
  });

  it("begins with the first check where that is not long ago, and says so once", async () => {
    const firstCheckAt = "2026-11-20T02:05:30Z";
    const views = inventedViews();
    const compliance: EstateViews["compliance"] = async (asked) => {
      const viewed = await views.compliance(asked);
      return { ...viewed, value: viewed.value && { ...viewed.value, firstCheckAt } };
    };
    await using pages = await servePages({ views: { ...views, compliance } });
    const { html } = await pages.get("/estates/hazelwick/compliance?days=365");
    assert.equal(html.match(/First check on 20 Nov 2026 02:05 UTC; nothing before\./g)?.length, 1);
    assert.match(html, /Share of time in each band, 20 Nov 2026 to 23 Nov 2026/);
    assert.ok((html.match(/<rect class="band-/g) ?? []).length < 40);
    await using old = await servePages();
    assert.doesNotMatch((await old.get("/estates/hazelwick/compliance?days=7")).html, /First check/);
  });

  it("says that nothing was checked where nothing was, and draws nothing", async () => {
    const views = inventedViews();
    const compliance: EstateViews["compliance"] = async ({ engineIds, period }) => {
      const viewed = await views.compliance({ engineIds, period });
      return { ...viewed, value: { ...bands([], { engineIds, period }), firstCheckAt: null } };
    };
    await using pages = await servePages({ views: { ...views, compliance } });
    const { html } = await pages.get("/estates/hazelwick/compliance");
    assert.match(html, /Nothing was checked in this time/);
    assert.doesNotMatch(html, /<svg viewBox="0 0 960/);
  });

  it("is drawn of the engines that the reader may see, and of no other", async () => {
    await using pages = await servePages({ grants: [{ role: "viewer", engines: ["pacs"] }] });
    const { html } = await pages.get("/estates/hazelwick/compliance");
    assert.match(html, />pacs<\/a>/);
    assert.doesNotMatch(html, />(tie|labs)<\/a>/);
  });
});

describe("every page", () => {
  it("shows hostile text as text, whatever an engine, a ticket or an address says", async () => {
    const [engine] = hostileReport().engines;
    assert.ok(engine);
    const views = inventedViews({ engines: [{ ...engine, engineId: "tie" }] });
    await using pages = await servePages({ views });
    const id = engine.findings[0]?.id.slice(7, 19);
    for (const path of [
      "",
      "/engines/tie",
      `/engines/tie/findings/${id}`,
      "/runs?before=<script>",
      "/proposals?done=<script>",
    ]) {
      const { status, html } = await pages.get(`/estates/hazelwick${path}`);
      assert.equal(status, 200, path);
      assert.doesNotMatch(html, /<script>|\u202e|\u0000/, path);
      assert.ok(html.length < 500_000, `${path}: ${html.length} bytes`);
    }
  });
});

describe("what a finding needs", () => {
  it("is told in the same words on the overview, on the engine and on the finding: the standby alone is nobody's decision", async () => {
    await using pages = await servePages();
    const overview = await pages.get("/estates/hazelwick");
    assert.match(overview.html, /3 changes without authority/);
    const engine = await pages.get("/estates/hazelwick/engines/tie");
    assert.match(engine.html, /3 without authority/);
    assert.match(engine.html, /\d with standby to be aligned/);
    const behind = inventedEngines()[0]?.findings.find((finding) => finding.case === "standby-behind");
    const { html } = await pages.get(`/estates/hazelwick/engines/tie/findings/${behind?.id.slice(7, 19)}`);
    assert.match(html, /<span class="tag">standby to be aligned<\/span> <span class="tag">without authority<\/span>/);
    assert.doesNotMatch(html, /for a decision|to be decided/);
  });
});

describe("when the next check is due", () => {
  const engines = ["tie", "labs", "pacs"].map((id) => ({
    ...{ id, product: "mirth-connect", owner: "Integration team" },
    nodes: [],
  }));

  it("stands on the overview and beside the runs, by the clock of its zone, with the schedule", async () => {
    await using pages = await servePages();
    for (const path of ["", "/runs"]) {
      const { html } = await pages.get(`/estates/hazelwick${path}`);
      assert.match(
        html,
        /Next check by itself: <strong>23 Nov 2026, 04:15<\/strong> \(Europe\/London time, which is/,
        path,
      );
      assert.match(html, /in 2 h 10 min: schedule nightly, every engine\./, path);
    }
  });

  it("is told as none where nothing is scheduled, and names the engines that no schedule names", async () => {
    await using none = await servePages({ declared: { estate: "hazelwick", engines, schedules: [] } });
    assert.match((await none.get("/estates/hazelwick")).html, /No check is due by itself\..*only when somebody asks/);
    const schedules = [{ id: "summer", cron: "0 5 * * *", timeZone: "Europe/Madrid", engines: ["tie"] }];
    await using some = await servePages({ declared: { estate: "hazelwick", engines, schedules } });
    const { html } = await some.get("/estates/hazelwick/runs");
    assert.match(html, /<strong>23 Nov 2026, 05:00<\/strong> \(Europe\/Madrid time, which is 23 Nov 2026 04:00 UTC\)/);
    assert.match(html, /No schedule names labs, pacs\./);
  });

  it("is told of the engines that the reader may see, and of no other", async () => {
    const schedules = [{ id: "tie-only", cron: "0 5 * * *", timeZone: "UTC", engines: ["tie"] }];
    const declared = { estate: "hazelwick", engines, schedules };
    await using pages = await servePages({ declared, grants: [{ role: "viewer", engines: ["pacs"] }] });
    const { html } = await pages.get("/estates/hazelwick");
    assert.match(html, /No check is due by itself/);
    assert.doesNotMatch(html, /tie-only/);
  });
});

describe("a check that was asked for on a page", () => {
  it("leads to where it is told what becomes of it, and once it is recorded to what it found: also without a script", async () => {
    await using pages = await servePages();
    const answer = await pages.post("/estates/hazelwick/engines/tie/check", {});
    const to = answer.headers.get("location") ?? "";
    assert.match(to, /^\/estates\/hazelwick\/runs\?engine=tie&asked=2026-/);
    const done = await pages.get(to);
    assert.match(done.html, /The check of tie that was asked for at .* is done\./);
    assert.match(done.html, /<a href="\/estates\/hazelwick\/runs\/run-0042">What it found<\/a>/);
    const later = await pages.get("/estates/hazelwick/runs?engine=tie&asked=2026-11-24T00:00:00.000Z");
    assert.match(later.html, /waits to be begun/);
    assert.match(later.html, /href="\?engine=tie&amp;asked=2026-11-24T00%3A00%3A00\.000Z">Load the page again/);
    const hostile = await pages.get("/estates/hazelwick/runs?engine=other&asked=<script>");
    assert.doesNotMatch(hostile.html, /was asked for at|<script>/);
  });

  it("is not told as being done any more once its run is recorded, though the queue goes on with what follows", async () => {
    const request = { job: "check" as const, engineIds: ["tie"], because: "somebody asked for it" };
    const begunAt = new Date(Date.parse(AT) - 60_000);
    await using pages = await servePages({ atWork: [{ id: "1", request, begunAt }] });
    const { html } = await pages.get("/estates/hazelwick/runs");
    assert.match(html, /<a href="\/estates\/hazelwick\/runs\/run-0042">Its run is recorded<\/a>/);
    await using early = await servePages({
      atWork: [{ id: "1", request, begunAt: new Date(Date.parse(AT) + 60_000) }],
    });
    assert.doesNotMatch((await early.get("/estates/hazelwick/runs")).html, /Its run is recorded/);
  });
});

describe("figures", () => {
  it("are the same on the overview and on the proposals, and say what they count", async () => {
    await using pages = await servePages();
    const overview = await pages.get("/estates/hazelwick");
    assert.match(overview.html, />1 proposal waits for a decision</);
    assert.match(overview.html, /<a href="\/estates\/hazelwick\/proposals">1 proposal to be decided<\/a>/);
    assert.match(
      (await pages.get("/estates/hazelwick/proposals")).html,
      /1 proposal with \d+ changes, the most urgent first/,
    );
  });

  it("a reason stands in words, and never as its code alone", async () => {
    await using pages = await servePages();
    const { html } = await pages.get("/estates/hazelwick");
    assert.match(html, /<small>[A-Z][^<]*(production and standby differ|changed without authority)/i);
    assert.doesNotMatch(html, /<small>(unauthorised|parity)( and \d+ more)?</);
  });
});
