import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { fleetPage } from "#services/http/pages/fleet-page";
import { page } from "#services/http/pages/layout";
import { AT } from "#test/reports/fixtures";
import { inventedViews } from "./invented-views.js";
import { servePages } from "./serve-pages.js";

const at = new Date(AT);
const FAULT = { code: "store-unsound", message: "The store cannot be read.", remedy: "Restore it." };

describe("the page of several estates", () => {
  it("tells the worst verdict of each estate with the age of its oldest, and how the engines stand apart", async () => {
    const overview = await inventedViews().overview();
    const html = page(fleetPage([{ estate: "hazelwick", overview }], at));
    assert.match(html, /<a href="\/estates\/hazelwick">hazelwick<\/a>/);
    assert.match(html, /NOT READY<\/span><\/td><td>4 min old/);
    assert.match(html, /Of 3 engines: 1 not ready to fail over, 1 could not be told, 1 ready\./);
  });

  it("tells an estate that cannot be read, and one without an engine, as unknown and never as ready", () => {
    const unread = { value: undefined, asOf: AT, mark: "", fault: FAULT };
    const value = { schema: "lockstep/estate-overview@1" as const, estate: "south", at: AT, engines: [] };
    const empty = { value, asOf: AT, mark: "", fault: undefined };
    const html = page(
      fleetPage(
        [
          { estate: "north", overview: unread },
          { estate: "south", overview: empty },
        ],
        at,
      ),
    );
    assert.equal(html.match(/UNKNOWN/g)?.length, 2);
    assert.match(html, /The store cannot be read\./);
    assert.doesNotMatch(html, /class="passed"/);
  });

  it("is left out where a reader may see one estate: that one is shown", async () => {
    await using pages = await servePages();
    const { status, headers } = await pages.get("/");
    assert.equal(status, 303);
    assert.equal(headers.get("location"), "/estates/hazelwick");
  });

  it("is not shown to whoever may see no estate", async () => {
    await using pages = await servePages({ grants: [] });
    assert.equal((await pages.get("/")).status, 403);
  });
});

describe("an address at which there is nothing", () => {
  it("answers a browser with a page, and a program with a problem", async () => {
    await using pages = await servePages();
    const page = await fetch(`${pages.url}/nothing`, { headers: { accept: "text/html,*/*;q=0.8" } });
    assert.equal(page.status, 404);
    assert.match(await page.text(), /There is nothing at this address\./);
    assert.match(page.headers.get("content-type") ?? "", /text\/html/);
    const problem = await fetch(`${pages.url}/nothing`);
    assert.match(problem.headers.get("content-type") ?? "", /problem\+json/);
  });
});
