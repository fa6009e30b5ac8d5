import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { LedgerRecord } from "#schemas/ledger-record";
import type { StandingNotice } from "#schemas/notices-report";
import type { NoticeDesk } from "#services/ports/notice-desk";
import { servePages } from "./serve-pages.js";

const TIE: StandingNotice = {
  ...{ channel: "on-call", level: 0, since: "2026-11-23T01:05:00Z", state: "sent", record: 41, seenBy: null },
  matter: {
    ...{ key: "gate", state: "not-ready", kind: "gate", scope: "tie", title: "tie is not ready <b>any more</b>" },
    ...{ owner: "Integration team", tier: 1, engineId: "tie", isUrgent: true },
  },
};
const ESTATE: StandingNotice = {
  ...TIE,
  record: 42,
  matter: { ...TIE.matter, title: "A run was missed", engineId: null },
};
const PATH = "/estates/hazelwick/notices";

function deskWith(heard: unknown[] = []): NoticeDesk {
  const record: LedgerRecord = {
    ...{
      schema: "lockstep/ledger-record@1",
      seq: 50,
      at: "2026-11-23T02:05:00Z",
      type: "notice-sent",
      actor: "Ros Haddon",
    },
    ...{ body: {}, previous: null, hash: "sha256:00" },
  };
  return {
    standing: () => Promise.resolve([TIE, ESTATE]),
    seen: (seeing) => Promise.resolve(heard.push(seeing)).then(() => record),
  };
}

describe("what people were told", () => {
  it("is seen in the name of whoever is signed in, and the page says that no verdict changes by it", async () => {
    const heard: unknown[] = [];
    await using pages = await servePages({ notices: deskWith(heard) });
    const { html } = await pages.get(PATH);
    assert.match(html, /tie is not ready &lt;b&gt;any more/);
    assert.match(html, /1 h old/);
    assert.match(html, /it changes no verdict/);
    const answer = await pages.post(`${PATH}/41/seen`, {});
    assert.equal(answer.headers.get("location"), PATH);
    assert.deepEqual(heard, [{ record: 41, by: "Ros Haddon" }]);
  });

  it("is shown without a button to whoever may only look, and of engines that they may see alone", async () => {
    await using pages = await servePages({ notices: deskWith(), grants: [{ role: "viewer", engines: ["tie"] }] });
    const { html } = await pages.get(PATH);
    assert.match(html, /by nobody yet/);
    assert.doesNotMatch(html, /A run was missed|\/seen"/);
    assert.equal((await pages.post(`${PATH}/41/seen`, {})).status, 403);
  });

  it("is not there where nobody is told of anything", async () => {
    await using pages = await servePages();
    assert.equal((await pages.get(PATH)).status, 404);
  });
});
