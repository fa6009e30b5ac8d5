import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { LockstepError } from "#services/core/errors";
import { inventedAccess, inventedViews } from "./invented-views.js";
import { servePages } from "./serve-pages.js";

const PATH = "/estates/hazelwick/access";
const grants = [{ role: "approver", engines: "all" }] as const;

describe("the page of access", () => {
  it("says who holds which role by what, whom the engines know, who reviewed it when, and what changed since", async () => {
    await using pages = await servePages({ grants });
    const { status, html } = await pages.get(PATH);
    assert.equal(status, 200);
    assert.match(
      html,
      /Last reviewed 3 Aug 2026 09:00 UTC by Mo Banks \(record 12\): something has to change: The token/,
    );
    assert.match(html, /Overdue since 1 Nov 2026/);
    assert.match(html, /<li>token went: haproxy-old, viewer<\/li>/);
    assert.match(
      html,
      /Mo Banks<\/th><td>account mo<\/td><td><span class="short">approver<\/span><\/td><td>tie, labs</,
    );
    assert.match(
      html,
      /Members of integration-readers<\/th><td>group of the sign-in<\/td><td><span class="short">viewer<\/span><\/td><td>all engines</,
    );
    assert.match(
      html,
      /haproxy-a.*token, made by J\. Okafor<\/td><td><span class="short">viewer<\/span><\/td><td>tie<\/td><td>until 1 Dec 2026/s,
    );
    assert.match(html, /m\.banks<\/th><td>user<\/td><td>Administrators, Operators</);
    assert.match(html, /pacs\/pacs-a: it was never read/);
  });

  it("is for whoever reads the records of the whole estate; the form for approvers and administrators alone", async () => {
    await using viewers = await servePages({ grants: [{ role: "viewer", engines: "all" }] });
    assert.equal((await viewers.get(PATH)).status, 403);
    assert.doesNotMatch((await viewers.get("/estates/hazelwick")).html, /href="\/estates\/hazelwick\/access"/);
    await using auditors = await servePages({ grants: [{ role: "auditor", engines: "all" }] });
    const { html } = await auditors.get(PATH);
    assert.doesNotMatch(html, /Record the review/);
    assert.match(
      (await auditors.get("/estates/hazelwick")).html,
      /review of who may do what<\/a> is overdue since 1 Nov/,
    );
    const sent = await auditors.post(`${PATH}/reviews`, { digest: inventedAccess().digest, outcome: "confirmed" });
    assert.equal(sent.status, 403);
    await using administrators = await servePages({ grants: [{ role: "administrator", engines: "all" }] });
    assert.match((await administrators.get(PATH)).html, /Record the review/);
  });

  it("records a review in the name of whoever is signed in, bound to what was shown", async () => {
    const heard: unknown[] = [];
    const app = { reviewAccess: (asked: object) => Promise.resolve(heard.push(asked)).then(inventedAccess) };
    await using pages = await servePages({ grants, app });
    const { digest } = inventedAccess();
    const confirmed = await pages.post(`${PATH}/reviews`, {
      digest,
      outcome: "confirmed",
      change: "",
      by: "A. Nother",
    });
    assert.equal(confirmed.headers.get("location"), PATH);
    await pages.post(`${PATH}/reviews`, { digest, outcome: "changes-wanted", change: "Mo needs tie alone" });
    assert.deepEqual(heard, [
      { by: "Ros Haddon", expected: digest, change: undefined },
      { by: "Ros Haddon", expected: digest, change: "Mo needs tie alone" },
    ]);
  });

  it("takes nothing without the session's token, without a choice, or where both are said", async () => {
    const heard: unknown[] = [];
    const app = { reviewAccess: (asked: object) => Promise.resolve(heard.push(asked)).then(inventedAccess) };
    await using pages = await servePages({ grants, app });
    const { digest } = inventedAccess();
    const forged = await pages.post(`${PATH}/reviews`, { digest, outcome: "confirmed", change: "", csrf: "another" });
    assert.equal(forged.status, 403);
    for (const [outcome, change] of [
      ["", ""],
      ["changes-wanted", ""],
      ["confirmed", "Mo needs tie alone"],
    ] as const) {
      const answer = await pages.post(`${PATH}/reviews`, { digest, outcome, change });
      assert.equal(answer.status, 422);
      assert.match(await answer.text(), /The review was not recorded/);
    }
    assert.deepEqual(heard, []);
  });

  it("says why where who may do what moved meanwhile, and keeps what was typed, escaped", async () => {
    const refuse = () => Promise.reject(new LockstepError("digest-mismatch", "Who may do what moved meanwhile."));
    await using pages = await servePages({ grants, app: { reviewAccess: refuse } });
    const fields = { digest: "sha256:old", outcome: "changes-wanted", change: '"><script>alert(1)</script>' };
    const answer = await pages.post(`${PATH}/reviews`, fields);
    assert.equal(answer.status, 422);
    const html = await answer.text();
    assert.match(html, /moved after that page was loaded/);
    assert.match(html, /<option value="" selected/, "it is decided anew of what stands now");
    assert.match(html, /value="&quot;&gt;&lt;script&gt;/);
    assert.doesNotMatch(html, /<script>alert/);
    assert.match(html, new RegExp(`name="digest" value="${inventedAccess().digest}"`), "what stands now is bound next");
  });

  it("says that nothing can be told where the store cannot be read", async () => {
    const fault = { code: "store-unsound", message: "It cannot be read.", remedy: "Restore it." };
    const access = () => Promise.resolve({ value: undefined, asOf: "", mark: "", fault });
    await using pages = await servePages({ grants, views: inventedViews({ access }) });
    const { html } = await pages.get(PATH);
    assert.match(html, /nothing here says that all is well/);
    assert.doesNotMatch(html, /Record the review/);
  });
});
