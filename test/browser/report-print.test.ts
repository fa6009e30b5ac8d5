import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { type Browser, chromium } from "playwright-core";
import { renderHtml } from "#services/reports/render/render-html";
import { aChange, aFinding, aReport, hostileReport, notReadyReport } from "#test/reports/fixtures";
import { findChromium } from "./find-chromium.js";

const LONG = `Feed_${"with_a_name_that_goes_on".repeat(4)}`;

const PAGES: Readonly<Record<string, string>> = {
  "an engine that is not ready": renderHtml(notReadyReport()),
  "hostile text": renderHtml(hostileReport()),
  "twenty-five findings with long names": renderHtml(
    aReport({
      findings: Array.from({ length: 25 }, (_, index) =>
        aFinding(`${LONG}_${index}`, { changes: [aChange({ production: "y".repeat(400) })] }),
      ),
    }),
  ),
};

/** The width of A4 between margins of 15 mm, in CSS pixels. */
const SHEET_WIDTH = 680;

/** Asked of the page: what a sheet of paper would show. */
const LOOK = `({
  ground: getComputedStyle(document.body).backgroundColor,
  tooWide: [...document.querySelectorAll("table, pre, article, dl, p")]
    .filter((part) => part.getBoundingClientRect().right > window.innerWidth + 1).map((part) => part.outerHTML.slice(0, 80)),
  hidden: [...document.querySelectorAll("article")].filter((part) => part.getBoundingClientRect().height === 0).length,
  articles: document.querySelectorAll("article").length,
  plainLinks: [...document.querySelectorAll("a")].filter((link) => !getComputedStyle(link).textDecorationLine.includes("underline")).length,
})`;

interface Sheet {
  readonly ground: string;
  readonly tooWide: readonly string[];
  readonly hidden: number;
  readonly articles: number;
  readonly plainLinks: number;
}

let browser: Browser;

before(async () => {
  const executablePath = findChromium();
  assert.ok(executablePath, "no Chromium was found: install it, or set LOCKSTEP_TEST_CHROMIUM");
  browser = await chromium.launch({ executablePath, args: process.getuid?.() === 0 ? ["--no-sandbox"] : [] });
});

after(() => browser?.close());

for (const [name, html] of Object.entries(PAGES)) {
  test(`on paper nothing is cut, dark or folded away: ${name}`, async () => {
    const page = await browser.newPage({ colorScheme: "dark", viewport: { width: SHEET_WIDTH, height: 960 } });
    try {
      await page.setContent(html);
      await page.emulateMedia({ media: "print", colorScheme: "dark" });
      const sheet = await page.evaluate<Sheet>(LOOK);
      assert.ok(sheet.articles > 0);
      assert.deepEqual([sheet.ground, sheet.tooWide, sheet.hidden, sheet.plainLinks], ["rgb(255, 255, 255)", [], 0, 0]);
    } finally {
      await page.close();
    }
  });
}
