import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { after, before, describe, it } from "node:test";
import { type Browser, chromium, type Page } from "playwright-core";
import { renderCompareHtml } from "#services/reports/render-compare-html";
import { renderHtml } from "#services/reports/render-html";
import { aReport, compareReport, hostileReport, notReadyReport, unknownReport } from "#test/reports/fixtures";
import { findChromium } from "./find-chromium.js";

const REPORTS: Readonly<Record<string, string>> = {
  ready: renderHtml(aReport()),
  "not ready": renderHtml(notReadyReport()),
  unknown: renderHtml(unknownReport()),
  "a comparison": renderCompareHtml(compareReport()),
  "hostile text": renderHtml(hostileReport()),
};

/** Answered by the test itself: nothing leaves the browser. */
const PAGE = "http://report.example/";

const ACTIVE_ELEMENTS = "script, iframe, object, embed, form, link, img, [onclick], [onerror], [onload]";

interface AxeResult {
  readonly violations: readonly { id: string; help: string; nodes: readonly { html: string }[] }[];
}

const executablePath = findChromium();
const skip = executablePath === undefined ? "no Chromium on this machine: apt-get install chromium" : false;

describe("the HTML report in a browser", { skip }, () => {
  let browser: Browser;
  before(async () => {
    browser = await chromium.launch({ executablePath: executablePath ?? "", args: ["--no-sandbox"] });
  });
  after(() => browser.close());

  for (const [name, html] of Object.entries(REPORTS)) {
    for (const colorScheme of ["light", "dark"] as const) {
      it(`can be read with any aid, in ${colorScheme} colours: ${name}`, async () => {
        await withPage(browser, html, { colorScheme }, async (page) => {
          assert.deepEqual(await findBarriers(page), []);
        });
      });
    }

    it(`needs no sideways scrolling on a phone: ${name}`, async () => {
      await withPage(browser, html, { viewport: { width: 320, height: 640 } }, async (page) => {
        const overflow = await page.evaluate("document.documentElement.scrollWidth - window.innerWidth");
        assert.ok(Number(overflow) <= 0, `${String(overflow)} pixels stand outside`);
      });
    });

    it(`asks for nothing and runs nothing: ${name}`, async () => {
      const context = await browser.newContext();
      const page = await context.newPage();
      const seen: string[] = [];
      await context.route("**/*", (route) => route.fulfill({ contentType: "text/html; charset=utf-8", body: html }));
      page.on("request", (request) => seen.push(request.url()));
      page.on("dialog", (dialog) => seen.push(`dialog: ${dialog.message()}`));
      page.on("pageerror", (error) => seen.push(`script: ${error.message}`));
      await page.goto(PAGE, { waitUntil: "networkidle" });
      const active = await page.evaluate(`document.querySelectorAll("${ACTIVE_ELEMENTS}").length`);
      await context.close();
      assert.deepEqual(seen, [PAGE]);
      assert.equal(active, 0);
    });
  }

  it("says the verdict in words, first of all", async () => {
    await withPage(browser, REPORTS["not ready"] ?? "", {}, async (page) => {
      const text = await page.locator("main").innerText();
      assert.match(text.slice(0, 400), /not ready/i);
    });
  });
});

type PageOptions = NonNullable<Parameters<Browser["newContext"]>[0]>;

async function withPage(
  browser: Browser,
  html: string,
  options: PageOptions,
  use: (page: Page) => Promise<void>,
): Promise<void> {
  const context = await browser.newContext(options);
  try {
    const page = await context.newPage();
    await page.setContent(html, { waitUntil: "load" });
    await use(page);
  } finally {
    await context.close();
  }
}

const axeSource = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** What WCAG 2.2 AA forbids, as far as a machine can tell. */
async function findBarriers(page: Page): Promise<readonly string[]> {
  await page.evaluate(axeSource);
  const run = "axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] })";
  const { violations }: AxeResult = await page.evaluate(run);
  return violations.map(({ id, help, nodes }) => `${id}: ${help}: ${nodes[0]?.html ?? ""}`);
}
