import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import axe from "axe-core";
import { type Browser, chromium, type Page } from "playwright-core";
import { projectRoot } from "#test/project-root";
import { findChromium } from "./find-chromium.js";

/** Where the pictures of a run are kept, to be looked at. */
const PICTURES = process.env["LOCKSTEP_TEST_PICTURES"] ?? join(projectRoot, "out", "pictures");

interface AxeAnswer {
  readonly passes: readonly unknown[];
  readonly violations: readonly { readonly id: string; readonly nodes: readonly { readonly html: string }[] }[];
}

/** Starts the browser; without one this suite fails: skipped, it would prove nothing and look well. */
export async function openChromium(): Promise<Browser> {
  const executablePath = findChromium();
  assert.ok(executablePath, "no Chromium was found: install it, or set LOCKSTEP_TEST_CHROMIUM");
  mkdirSync(PICTURES, { recursive: true });
  return await chromium.launch({ executablePath, args: process.getuid?.() === 0 ? ["--no-sandbox"] : [] });
}

const WIDTHS = { wide: 1280, narrow: 320, zoomed: 640 } as const;

/** Holds a page that is open against what everyone can read, on a wide screen, a narrow one, zoomed to twice its size and in the dark, and keeps its pictures. */
export async function lookAtPage(page: Page, name: string): Promise<void> {
  for (const [view, width] of Object.entries(WIDTHS)) {
    await page.setViewportSize({ width, height: 900 });
    const overflow = await page.evaluate<number>("document.documentElement.scrollWidth - window.innerWidth");
    assert.ok(overflow <= 0, `${name}, ${view}: ${overflow} px wider than the screen`);
    await page.screenshot({ path: join(PICTURES, `service-${name}-${view}.png`), fullPage: true });
  }
  await page.evaluate("for (const part of document.querySelectorAll('details')) part.open = true");
  await page.evaluate(axe.source);
  await page.setViewportSize({ width: WIDTHS.narrow, height: 900 });
  await assertAccessible(page, `${name}, narrow`);
  await page.setViewportSize({ width: WIDTHS.wide, height: 900 });
  await assertAccessible(page, name);
  await page.emulateMedia({ colorScheme: "dark" });
  await page.screenshot({ path: join(PICTURES, `service-${name}-dark.png`), fullPage: true });
  await assertAccessible(page, `${name}, dark`);
  await page.emulateMedia({ colorScheme: null });
}

async function assertAccessible(page: Page, name: string): Promise<void> {
  const answer = await page.evaluate<AxeAnswer>("axe.run(document, { resultTypes: ['violations', 'passes'] })");
  assert.ok(answer.passes.length > 8, `${name}: axe hardly looked at anything`);
  const found = answer.violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html.slice(0, 200)}`);
  assert.deepEqual(found, [], name);
}
