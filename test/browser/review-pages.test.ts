import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import axe from "axe-core";
import { type Browser, chromium, type Page } from "playwright-core";
import { renderCabPackHtml } from "#services/reports/review/render-cab-pack-html";
import { renderProposalHtml } from "#services/reports/review/render-proposal-html";
import { renderProposalMarkdown } from "#services/reports/review/render-proposal-markdown";
import { projectRoot } from "#test/project-root";
import {
  aCabPack,
  CAB,
  hostileProposal,
  patternProposal,
  restoreProposal,
  tenRowProposal,
} from "#test/reports/review/proposals";
import { findChromium } from "./find-chromium.js";
import { forgePage } from "./forge-page.js";

const PAGES: Readonly<Record<string, string>> = {
  "proposal-ten-rows": renderProposalHtml(tenRowProposal(), CAB),
  "proposal-restore": renderProposalHtml(restoreProposal(), CAB),
  "proposal-pattern": renderProposalHtml(patternProposal(40), CAB),
  "proposal-hostile": renderProposalHtml(hostileProposal(), CAB),
  "cab-pack": renderCabPackHtml(aCabPack(), CAB),
  "cab-pack-empty": renderCabPackHtml({ ...aCabPack(), items: [] }, CAB),
  "body-ten-rows": forgePage(renderProposalMarkdown(tenRowProposal(), { ...CAB, maxCharacters: 60_000 })),
};

const VIEWS = [
  { name: "light", colorScheme: "light", width: 1200 },
  { name: "dark", colorScheme: "dark", width: 1200 },
  { name: "narrow", colorScheme: "light", width: 320 },
] as const;

/** Where the pictures of a run are kept, to be looked at. */
const PICTURES = process.env["LOCKSTEP_TEST_PICTURES"] ?? join(projectRoot, "out", "pictures");

interface AxeAnswer {
  readonly passes: readonly unknown[];
  readonly violations: readonly { readonly id: string; readonly nodes: readonly { readonly html: string }[] }[];
}

let browser: Browser;

before(async () => {
  const executablePath = findChromium();
  assert.ok(executablePath, "no Chromium was found: install it, or set LOCKSTEP_TEST_CHROMIUM");
  browser = await chromium.launch({ executablePath, args: process.getuid?.() === 0 ? ["--no-sandbox"] : [] });
  mkdirSync(PICTURES, { recursive: true });
});

after(() => browser?.close());

describe("what people decide on can be read by everyone", () => {
  for (const [name, html] of Object.entries(PAGES)) {
    for (const view of VIEWS) {
      it(`${name}, ${view.name}: no barrier that axe knows, nothing fetched, nothing run, no sideways scrolling`, async () => {
        await withPage(html, view, async (page, events) => {
          const overflow = await page.evaluate<number>("document.documentElement.scrollWidth - window.innerWidth");
          await page.screenshot({ path: join(PICTURES, `${name}-${view.name}.png`) });
          await page.evaluate("for (const part of document.querySelectorAll('details')) part.open = true");
          await page.evaluate(axe.source);
          const answer = await page.evaluate<AxeAnswer>("axe.run(document, { resultTypes: ['violations', 'passes'] })");
          assert.ok(answer.passes.length > 8, "axe hardly looked at anything");
          assert.deepEqual(
            answer.violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html.slice(0, 160)}`),
            [],
          );
          assert.deepEqual(events, []);
          assert.ok(overflow <= 0, `${overflow} px wider than the screen`);
        });
      });
    }
  }
});

describe("the first screen answers a reviewer", () => {
  it("verdict, sentence, effect on failover and the first of ten rows stand on one screen", async () => {
    await withPage(PAGES["proposal-ten-rows"] ?? "", VIEWS[0], async (page) => {
      const bottom = (selector: string): Promise<number> =>
        page.evaluate<number>(`document.querySelector(${JSON.stringify(selector)}).getBoundingClientRect().bottom`);
      assert.ok((await bottom(".verdict")) < 900);
      assert.ok((await bottom("tbody tr")) < 900);
      assert.equal(await page.locator("main table").first().locator("tbody tr").count(), 10);
    });
  });
});

describe("the agenda on paper", () => {
  it("begins each proposal on a page of its own, with boxes to sign, and nothing is folded away or dark", async () => {
    const html = PAGES["cab-pack"] ?? "";
    await withPage(html, VIEWS[1], async (page) => {
      await page.emulateMedia({ media: "print", colorScheme: "dark" });
      const breaks = await page.evaluate<string[]>(
        "[...document.querySelectorAll('.item')].map((item) => getComputedStyle(item).breakBefore)",
      );
      assert.deepEqual(breaks, ["page", "page", "page"]);
      assert.equal(await page.evaluate("getComputedStyle(document.body).backgroundColor"), "rgb(255, 255, 255)");
      assert.equal(await page.locator(".sign-off .box").count(), 9);
      const paper = await page.pdf({ path: join(PICTURES, "cab-pack.pdf"), format: "A4", preferCSSPageSize: true });
      const sheets = paper.toString("latin1").match(/\/Type\s*\/Page\b/g)?.length ?? 0;
      assert.ok(sheets >= 4 && sheets <= 7, `${sheets} sheets for three proposals`);
    });
  });
});

async function withPage(
  html: string,
  view: (typeof VIEWS)[number],
  look: (page: Page, events: readonly string[]) => Promise<void>,
): Promise<void> {
  const page = await browser.newPage({ colorScheme: view.colorScheme, viewport: { width: view.width, height: 900 } });
  const events: string[] = [];
  page.on("request", (request) => events.push(`request ${request.url()}`));
  page.on("dialog", (dialog) => events.push(`dialog ${dialog.message()}`));
  page.on("console", (message) => events.push(`console ${message.text()}`));
  try {
    await page.setContent(html);
    await look(page, events);
  } finally {
    await page.close();
  }
}
