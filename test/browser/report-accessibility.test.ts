import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import axe from "axe-core";
import { type Browser, chromium } from "playwright-core";
import { renderCompareHtml } from "#services/reports/render/render-compare-html";
import { renderHtml } from "#services/reports/render/render-html";
import {
  aFinding,
  aReport,
  compareReport,
  hostileReport,
  notReadyReport,
  sameCompareReport,
  unknownReport,
} from "#test/reports/fixtures";
import { findChromium } from "./find-chromium.js";

const PAGES: Readonly<Record<string, string>> = {
  "an engine that is ready": renderHtml(aReport()),
  "an engine that is not ready": renderHtml(notReadyReport()),
  "an engine on day one": renderHtml(unknownReport()),
  "several engines": renderHtml({
    ...notReadyReport(),
    engines: [
      ...notReadyReport().engines,
      ...unknownReport().engines.map((engine) => ({ ...engine, engineId: "labs" })),
    ],
  }),
  "twenty-five findings": renderHtml(
    aReport({ findings: Array.from({ length: 25 }, (_, index) => aFinding(`Channel ${index}`)) }),
  ),
  "hostile text": renderHtml(hostileReport()),
  "no engine": renderHtml({ ...aReport(), engines: [] }),
  "a comparison": renderCompareHtml(compareReport()),
  "a comparison without difference": renderCompareHtml(sameCompareReport()),
};

const VIEWS = [
  { name: "in light colours", colorScheme: "light", width: 1200 },
  { name: "in dark colours", colorScheme: "dark", width: 1200 },
  { name: "on a narrow screen", colorScheme: "light", width: 320 },
] as const;

/** What axe says, as far as it is used here. */
interface AxeAnswer {
  readonly passes: readonly unknown[];
  readonly violations: readonly {
    readonly id: string;
    readonly help: string;
    readonly nodes: readonly { html: string }[];
  }[];
}

describe("the page can be read by everyone", () => {
  let browser: Browser;
  before(async () => {
    browser = await chromium.launch({ executablePath: needChromium(), args: sandboxArguments() });
  });
  after(() => browser?.close());

  for (const [page, html] of Object.entries(PAGES)) {
    for (const view of VIEWS) {
      it(`${page}, ${view.name}: no barrier that axe knows, nothing fetched, nothing run, no sideways scrolling`, async () => {
        const seen = await look(browser, html, view);
        assert.deepEqual(seen.events, []);
        assert.ok(seen.answer.passes.length > 10, "axe hardly looked at anything");
        assert.deepEqual(seen.answer.violations.map(describeViolation), []);
        assert.ok(seen.overflow <= 0, `${seen.overflow} px wider than the screen`);
      });
    }
  }
});

async function look(
  browser: Browser,
  html: string,
  view: (typeof VIEWS)[number],
): Promise<{ events: readonly string[]; answer: AxeAnswer; overflow: number }> {
  const page = await browser.newPage({ colorScheme: view.colorScheme, viewport: { width: view.width, height: 900 } });
  const events: string[] = [];
  page.on("request", (request) => events.push(`request ${request.url()}`));
  page.on("dialog", (dialog) => events.push(`dialog ${dialog.message()}`));
  page.on("console", (message) => events.push(`console ${message.text()}`));
  try {
    await page.setContent(html);
    const overflow = await page.evaluate<number>("document.documentElement.scrollWidth - window.innerWidth");
    await page.evaluate("for (const part of document.querySelectorAll('details')) part.open = true");
    await page.evaluate(axe.source);
    const answer = await page.evaluate<AxeAnswer>("axe.run(document, { resultTypes: ['violations', 'passes'] })");
    return { events, answer, overflow };
  } finally {
    await page.close();
  }
}

function describeViolation({ id, help, nodes }: AxeAnswer["violations"][number]): string {
  return `${id}: ${help} (${nodes.length}×, first ${nodes[0]?.html.slice(0, 120)})`;
}

/** Without a browser this suite fails: skipped, it would prove nothing and look well. */
function needChromium(): string {
  const found = findChromium();
  assert.ok(
    found,
    "no Chromium was found: install it (Debian: apt-get install chromium) or set LOCKSTEP_TEST_CHROMIUM",
  );
  return found;
}

/** Chromium refuses its own sandbox for root, as in containers; our pages run no script in any case. */
function sandboxArguments(): string[] {
  return process.getuid?.() === 0 ? ["--no-sandbox"] : [];
}
