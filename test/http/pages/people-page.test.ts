import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { AccessPolicy } from "#schemas/access";
import type { StoredToken } from "#schemas/token";
import type { App } from "#services/app";
import { parseGoverned } from "#services/core/policy/parse-governed";
import { servePages } from "./serve-pages.js";

describe("people and tokens", () => {
  const token: StoredToken = {
    schema: "lockstep/token@1",
    ...{ id: "0123456789abcdef", name: "haproxy-a", estate: "hazelwick", role: "viewer", engines: ["tie"] },
    ...{ createdAt: "2026-10-01T09:00:00Z", createdBy: "J. Okafor", expiresAt: "2026-12-01T09:00:00Z" },
    digest: "d1ge57".padEnd(64, "0"),
  };
  const grants = [{ role: "administrator", engines: "all" }] as const;

  function deskWith(revoke: App["tokens"]["revoke"]): Partial<App> {
    const notAsked = () => Promise.reject(new Error("not asked"));
    const access: AccessPolicy = {
      people: [{ account: "mo", name: "Mo Banks", roles: [{ role: "approver", engines: ["tie"] }] }],
      groups: [],
    };
    const governed = { ...parseGoverned(new Map()), access };
    return {
      governed: () => Promise.resolve(governed),
      tokens: { create: notAsked, list: () => Promise.resolve([{ token, lastUsedAt: undefined }]), revoke },
    };
  }

  it("are shown to administrators alone, with the days that a token has left and never what proves it", async () => {
    const app = deskWith(() => Promise.reject(new Error("not asked")));
    await using pages = await servePages({ grants, app });
    const { status, html } = await pages.get("/estates/hazelwick/people");
    assert.equal(status, 200);
    assert.match(html, /Mo Banks<\/th><td>account mo<\/td><td>approver of tie/);
    assert.match(html, /8 days left/);
    assert.doesNotMatch(html, /d1ge57/);
    await using engineers = await servePages({ app });
    assert.equal((await engineers.get("/estates/hazelwick/people")).status, 403);
    assert.doesNotMatch((await engineers.get("/estates/hazelwick")).html, /People and tokens/);
  });

  it("lead whoever administers every estate to the pages of the queue, and nobody else", async () => {
    const app = deskWith(() => Promise.reject(new Error("not asked")));
    await using pages = await servePages({ grants, app });
    assert.match((await pages.get("/estates/hazelwick/people")).html, /<a href="\/queue">/);
    await using two = await servePages({ grants, app, otherEstates: ["elsewhere"] });
    const { status, html } = await two.get("/estates/hazelwick/people");
    assert.equal(status, 200);
    assert.doesNotMatch(html, /\/queue/);
  });

  it("say where no sign-in is configured who is here, and who decides: nobody can sign in", async () => {
    const app = deskWith(() => Promise.reject(new Error("not asked")));
    await using pages = await servePages({ kind: "operator", grants: [{ role: "operator", engines: "all" }], app });
    const { html } = await pages.get("/estates/hazelwick/people");
    assert.match(html, /No sign-in is configured/);
    assert.match(html, /You are here as <strong>Ros Haddon<\/strong>/);
    assert.match(html, /Decisions are for those whom policy\/review\.yaml names: nobody\./);
    assert.doesNotMatch(html, /whoever signs in|counts within a minute/);
  });

  it("a token is ended in the name of whoever is signed in", async () => {
    const heard: unknown[] = [];
    const app = deskWith((...asked) => Promise.resolve(heard.push(asked)).then(() => token));
    await using pages = await servePages({ grants, app });
    const answer = await pages.post(`/estates/hazelwick/people/tokens/${token.id}/revoke`, {});
    assert.equal(answer.headers.get("location"), "/estates/hazelwick/people");
    assert.deepEqual(heard, [[token.id, "Ros Haddon"]]);
  });
});
