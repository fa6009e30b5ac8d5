import assert from "node:assert/strict";
import { test } from "node:test";
import { assetRoutes } from "#services/http/assets/asset-routes";
import { aReason, aToldVerdict } from "#test/core/gate/a-told-verdict";
import { serveGate } from "#test/http/gate/serve-gate";
import { lookAtPage, openChromium } from "./look-at-page.js";

test("the runbook is read by everyone in the browser: what the gate says now, whom to call, the order; and the file is one step away", async () => {
  const told = aToldVerdict({ verdict: "not-ready", reasons: [aReason("parity", "not-ready")] });
  await using gate = await serveGate(new Map([["tie", told]]), { routes: assetRoutes });
  const browser = await openChromium();
  try {
    const context = await browser.newContext({
      extraHTTPHeaders: { Authorization: "Bearer reader" },
      javaScriptEnabled: true,
    });
    const page = await context.newPage();
    const complaints: string[] = [];
    page.on("console", (message) => void complaints.push(message.text()));
    await page.goto(`${gate.url}/estates/st-example/engines/tie/runbook`);
    await lookAtPage(page, "runbook");
    assert.match((await page.textContent("main")) ?? "", /NOT READY.*gate is shut now.*Whom to call.*Mo Banks/s);
    const download = page.waitForEvent("download");
    await page.click("main >> text=Download this runbook");
    assert.equal((await download).suggestedFilename(), "runbook-tie-2026-11-23.html");
    assert.deepEqual(complaints, []);
  } finally {
    await browser.close();
  }
});
