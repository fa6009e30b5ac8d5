import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { App } from "#services/app";
import type { ReviewDesk } from "#services/compose/review/review-desk";
import { LockstepError } from "#services/core/errors";
import type { Waived } from "#services/jobs/waive-finding";
import { inventedEngines, inventedProposal } from "./invented-views.js";
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
    }
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
    assert.match(await answer.text(), /The changes are others\./);
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

function deskOf(decide: ReviewDesk["decide"]): Partial<App> {
  const asked = { forge: "local", approvers: ["Ros Haddon"], approvals: 1 } as const;
  const notAsked = () => Promise.reject(new Error("not asked"));
  return {
    reviews: () =>
      Promise.resolve({ asked, decide, keep: notAsked, show: notAsked, agenda: notAsked, protect: notAsked }),
  };
}
