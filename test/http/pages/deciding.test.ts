import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { stringify } from "yaml";
import type { App } from "#services/app";
import type { ReviewDesk } from "#services/compose/review/review-desk";
import { LockstepError } from "#services/core/errors";
import { parseGoverned } from "#services/core/policy/parse-governed";
import type { Waived } from "#services/jobs/decide/waive-finding";
import type { EstateViews } from "#services/ports/estate-views";
import { AT } from "#test/reports/fixtures";
import { inventedEngines, inventedProposal, inventedViews } from "./invented-views.js";
import { servePages } from "./serve-pages.js";

describe("deciding on a page", () => {
  const PROPOSAL = `/estates/hazelwick/engines/tie/proposals/${inventedProposal().proposal.key}`;
  const approver = [{ role: "approver", engines: ["tie"] }] as const;

  it("offers the decision to an approver, bound to the digest on the page, and to nobody else", async () => {
    const app = deskOf(() => Promise.reject(new Error("not asked")));
    for (const [grants, offered] of [
      [approver, true],
      [undefined, false],
    ] as const) {
      await using pages = await servePages({ app, ...(grants && { grants }) });
      const { html } = await pages.get(PROPOSAL);
      assert.equal(html.includes('name="digest"'), offered);
      assert.equal(html.includes("You decide as <strong>Ros Haddon</strong>"), offered);
      assert.equal(html.includes("Who decides"), !offered);
    }
  });

  it("says who may decide, and why not this reader, where policy names them not or they made the change", async () => {
    const notAsked = () => Promise.reject(new Error("not asked"));
    for (const [policy, why] of [
      [{ people: ["Mo Banks"], maker: "someone" }, /Ros Haddon is none of the approvers that policy names/],
      [{ people: ["Ros Haddon"], maker: "ros.haddon" }, /Ros Haddon may be ros\.haddon, who made it/],
    ] as const) {
      const app = deskOf(notAsked, policy.people);
      await using pages = await servePages({ app, grants: approver, views: madeBy(policy.maker) });
      const { html } = await pages.get(PROPOSAL);
      assert.match(html, /<h2 id="decide">Who decides<\/h2>\s*<p>Asked of: /);
      assert.match(html, why);
      assert.doesNotMatch(html, /<button[^>]* name="says"/);
    }
  });

  it("a refused form gives a page with the reason in plain words, and the way back to where it was", async () => {
    const refused = new LockstepError("decision-refused", "Nothing was decided: Ros Haddon made it.");
    await using pages = await servePages({ app: deskOf(() => Promise.reject(refused)), grants: approver });
    const back = { referer: `${pages.url}${PROPOSAL}` };
    const answer = await pages.post(`${PROPOSAL}/decision`, { digest: "sha256:00", says: "accept" }, back);
    assert.equal(answer.status, 422);
    const html = await answer.text();
    assert.match(html, /<h1[^>]*>It was not done<\/h1>/);
    assert.match(html, /Nothing was decided: Ros Haddon made it\./);
    assert.match(html, new RegExp(`<a href="${PROPOSAL}">Back to the page you came from</a>`));
    assert.doesNotMatch(html, /Unprocessable/);
  });

  it("so does one that is too long, without the token of the session, or of another role; and no other host is a way back", async () => {
    await using pages = await servePages({ app: deskOf(() => Promise.reject(new Error("not asked"))) });
    const path = `${PROPOSAL}/decision`;
    const back = { referer: `${pages.url}${PROPOSAL}` };
    for (const [fields, status] of [
      [{ says: "accept" }, 403],
      [{ says: "accept", csrf: "" }, 403],
      [{ says: "accept", reason: "x".repeat(20_000) }, 413],
    ] as const) {
      const answer = await pages.post(path, fields, back);
      assert.equal(answer.status, status);
      assert.match(await answer.text(), /Back to the page you came from/);
    }
    const elsewhere = await pages.post(path, { says: "accept" }, { referer: "https://evil.example/take-over" });
    assert.doesNotMatch(await elsewhere.text(), /evil|take-over|Back to/);
  });

  it("decides in the name of whoever is signed in, never in one that the form gives, and has the engine looked at again", async () => {
    const heard: unknown[] = [];
    const app = deskOf((verdict) => {
      heard.push(verdict);
      return Promise.resolve({ proposal: inventedProposal().proposal, number: 3, outcome: "accepted", wants: null });
    });
    await using pages = await servePages({ app, grants: approver });
    const { proposal } = inventedProposal();
    const fields = { digest: proposal.digest, says: "accept", reason: " it is the agreed change ", by: "Mo Banks" };
    const answer = await pages.post(`${PROPOSAL}/decision`, fields);
    assert.equal(answer.status, 303);
    assert.equal(answer.headers.get("location"), "/estates/hazelwick/proposals?done=accepted");
    const { digest } = proposal;
    assert.deepEqual(heard, [
      { name: "3", says: "accept", digest, by: "Ros Haddon", reason: "it is the agreed change" },
    ]);
    assert.deepEqual(
      pages.asked.map(({ job }) => job),
      ["settle-reviews"],
    );
  });

  it("decides nothing where the changes became others meanwhile, and says so with 409", async () => {
    const app = deskOf(() => Promise.reject(new LockstepError("proposal-stale", "The changes are others.")));
    await using pages = await servePages({ app, grants: approver });
    const answer = await pages.post(`${PROPOSAL}/decision`, { digest: "sha256:00", says: "accept" });
    assert.equal(answer.status, 409);
    assert.match(await answer.text(), /the changes are others by now than those that stood on the page/);
    assert.deepEqual(pages.asked, []);
  });

  it("is refused to whoever may only look, and without the token of the session", async () => {
    await using pages = await servePages({ app: deskOf(() => Promise.reject(new Error("not asked"))) });
    assert.equal((await pages.post(`${PROPOSAL}/decision`, { says: "accept" })).status, 403);
    await using approvers = await servePages({ grants: approver });
    assert.equal((await approvers.post(`${PROPOSAL}/decision`, { says: "accept", csrf: "" })).status, 403);
  });
});

describe("waiving on a page", () => {
  const finding = inventedEngines()[0]?.findings[0];
  const path = `/estates/hazelwick/engines/tie/findings/${finding?.id.slice(7, 19)}/waive`;
  const grants = [{ role: "approver", engines: "all" }] as const;
  const typed = {
    finding: finding?.id ?? "",
    owner: "J. Okafor",
    reason: "<b>the analyser moves</b>",
    until: "2026-12-04",
    ticket: "",
  };

  it("is permitted by whoever is signed in, for this content, until the day that was typed", async () => {
    const heard: unknown[] = [];
    const waive = (engineId: string, request: unknown) =>
      Promise.resolve(heard.push([engineId, request])).then(() => ({}) as Waived);
    await using pages = await servePages({ grants, app: { waive } });
    assert.equal((await pages.get(path)).status, 200);
    assert.equal((await pages.post(path, { ...typed, approver: "Mo Banks" })).status, 303);
    const { finding: findingId, ...words } = typed;
    assert.deepEqual(heard, [["tie", { ...words, ticket: null, approver: "Ros Haddon", findingId, isTrial: false }]]);
  });

  it("says why it was refused, and keeps what was typed", async () => {
    const waive = () => Promise.reject(new LockstepError("decision-refused", "The approver is the owner."));
    await using pages = await servePages({ grants, app: { waive } });
    const answer = await pages.post(path, typed);
    assert.equal(answer.status, 422);
    const html = await answer.text();
    assert.match(html, /The approver is the owner\./);
    assert.match(html, /&lt;b&gt;the analyser moves&lt;\/b&gt;<\/textarea>/);
  });

  it("is not offered to whoever may not decide", async () => {
    await using pages = await servePages();
    assert.equal((await pages.get(path)).status, 403);
    const { html } = await pages.get(path.replace("/waive", ""));
    assert.doesNotMatch(html, /Waive it until a day/);
  });
});

function madeBy(actor: string): EstateViews {
  const view = inventedProposal();
  const findings = view.proposal.findings.map((finding) => ({
    ...finding,
    authorisation: { ...finding.authorisation, actors: [actor], acts: [] },
  }));
  const value = { ...view, proposal: { ...view.proposal, findings } };
  return inventedViews({ proposal: () => Promise.resolve({ value, asOf: AT, mark: "one", fault: undefined }) });
}

function deskOf(decide: ReviewDesk["decide"], people: readonly string[] = ["Ros Haddon"]): Partial<App> {
  const review = stringify({ approvers: { teams: [], people: [...people] } });
  const asked = { forge: "local", approvers: ["Ros Haddon"], approvals: 1 } as const;
  const notAsked = () => Promise.reject(new Error("not asked"));
  return {
    governed: () => Promise.resolve(parseGoverned(new Map([...GOVERNED, ["policy/review.yaml", review]]))),
    reviews: () =>
      Promise.resolve({ asked, decide, keep: notAsked, show: notAsked, agenda: notAsked, protect: notAsked }),
  };
}

/** As little of an estate as is in force. */
const GOVERNED: readonly (readonly [string, string])[] = [
  ["estate.yaml", stringify({ estate: "hazelwick", engines: [] })],
];
