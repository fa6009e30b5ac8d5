import assert from "node:assert/strict";
import { test } from "node:test";
import type { App } from "#services/app";
import { keptPacks } from "#test/http/pages/invented-packs";
import { inventedViews } from "#test/http/pages/invented-views";
import { servePages } from "#test/http/pages/serve-pages";
import { lookAtPage, openChromium } from "./look-at-page.js";

test("the page of evidence, with its form and with what was refused, can be read by everyone", async () => {
  const notAsked = () => Promise.reject(new Error("not asked"));
  const others = { ask: notAsked, askDue: notAsked, make: notAsked, waiting: notAsked, noteFailure: notAsked };
  const packs: App["packs"] = {
    ...{ ...others, tidy: notAsked, choices: notAsked, find: notAsked, fileOf: () => "" },
    list: () => Promise.resolve(keptPacks()),
  };
  const auditor = { grants: [{ role: "auditor", engines: "all" }], views: inventedViews() } as const;
  await using pages = await servePages({ ...auditor, app: { packs } });
  const browser = await openChromium();
  try {
    const page = await browser.newPage();
    const answer = await page.goto(`${pages.url}/estates/hazelwick/evidence`);
    assert.equal(answer?.status(), 200);
    await lookAtPage(page, "evidence");
  } finally {
    await browser.close();
  }
});
