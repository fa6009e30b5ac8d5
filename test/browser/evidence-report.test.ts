import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Browser } from "playwright-core";
import { renderEvidenceHtml } from "#services/reports/evidence/render-evidence-html";
import { HOSTILE_TEXTS } from "#test/fakes/hostile-texts";
import { anEvidenceDocument, evidenceWith } from "#test/reports/evidence/evidence-fixtures";
import { lookAtPage, openChromium } from "./look-at-page.js";

const PAGES: Readonly<Record<string, string>> = {
  "evidence-quarter": renderEvidenceHtml(anEvidenceDocument()),
  "evidence-hostile": renderEvidenceHtml(evidenceWith(HOSTILE_TEXTS.join(" "))),
};

const SCHEMES = ["light", "dark"] as const;

let browser: Browser;

before(async () => {
  browser = await openChromium();
});

after(() => browser?.close());

for (const [name, html] of Object.entries(PAGES)) {
  for (const colorScheme of SCHEMES) {
    test(`the report of a pack can be read by everyone, fetches nothing and runs nothing: ${name}, ${colorScheme}`, async () => {
      const page = await browser.newPage({ colorScheme });
      const events: string[] = [];
      page.on("request", (request) => events.push(`request ${request.url()}`));
      page.on("dialog", (dialog) => events.push(`dialog ${dialog.message()}`));
      try {
        await page.setContent(html);
        await lookAtPage(page, `${name}-${colorScheme}`);
        assert.deepEqual(events, []);
      } finally {
        await page.close();
      }
    });
  }

  test(`on paper nothing of the report is cut off or folded away: ${name}`, async () => {
    const page = await browser.newPage({ colorScheme: "dark", viewport: { width: 1010, height: 700 } });
    try {
      await page.setContent(html);
      await page.emulateMedia({ media: "print", colorScheme: "dark" });
      const wide = await page.evaluate<readonly string[]>(TOO_WIDE);
      assert.deepEqual(wide, []);
      assert.equal(await page.evaluate("getComputedStyle(document.body).backgroundColor"), "rgb(255, 255, 255)");
      assert.equal(await page.evaluate(FOLDED), 0);
    } finally {
      await page.close();
    }
  });
}

const TOO_WIDE = `[...document.querySelectorAll("table, svg, dl, p")]
  .filter((part) => part.getBoundingClientRect().right > window.innerWidth + 1).map((part) => part.outerHTML.slice(0, 120))`;
const FOLDED = `[...document.querySelectorAll("details table")].filter((part) => part.getBoundingClientRect().height === 0).length`;
