import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import type { Browser } from "playwright-core";
import { playPager } from "#services/simulators/example/play-pager";
import { MO_BANKS, ROS_HADDON } from "#test/fakes/start-oidc-provider";
import { until } from "#test/fakes/until";
import { lookAtPage, openChromium } from "./look-at-page.js";
import { type SignedIn, signInOn, untilDone } from "./sign-in-on.js";
import { J_OKAFOR, type StagedService, stageService } from "./staged-service.js";

let browser: Browser;
let service: StagedService;
const ESTATE = "/estates/st-elsewhere";

before(async () => {
  [browser, service] = await Promise.all([openChromium(), stageService()]);
});

after(async () => {
  await browser?.close();
  await service?.[Symbol.asyncDispose]();
});

function signIn(
  person: { readonly login: string },
  options: { readonly javaScriptEnabled?: boolean } = {},
): Promise<SignedIn> {
  return signInOn(browser, { url: service.url, estate: ESTATE, person }, options);
}

describe("the service in a browser", () => {
  it("an engineer signs in, reads the overview, opens a finding, and is shown a proposal without a button to decide", async () => {
    const { page, context, complaints } = await signIn(ROS_HADDON);
    await lookAtPage(page, "overview");
    assert.match((await page.textContent("main")) ?? "", /Of 5 engines: 5 not ready to fail over/);
    await page.click("text=Trust integration engine");
    await lookAtPage(page, "engine");
    assert.match((await page.textContent(".verdict .word")) ?? "", /NOT READY/);
    await page.click("main table a:has-text('Pathology Results')");
    await lookAtPage(page, "finding");
    assert.match((await page.textContent(".verdict .sentence")) ?? "", /was changed on production of tie/);
    await page.click("nav[aria-label=Menu] >> text=Proposals");
    await lookAtPage(page, "proposals");
    await page.click("main tbody tr:has-text('pager,') a");
    await lookAtPage(page, "proposal-of-an-engineer");
    assert.equal(await page.locator("button[name=says]").count(), 0);
    assert.deepEqual(complaints, []);
    await context.close();
  });

  it("reads alike where the browser runs no script", async () => {
    const { page, context } = await signIn(ROS_HADDON, { javaScriptEnabled: false });
    await page.click("text=Trust integration engine");
    await page.click("main table a:has-text('PAS ADT In')");
    assert.match((await page.textContent("table.sides")) ?? "", /6661.*6660/s);
    await page.click("nav[aria-label=Menu] >> text=Runs");
    assert.match(
      (await page.textContent("main")) ?? "",
      /Load the page again.*Next check by itself: .*Europe\/London/s,
    );
    await page.goto(`${service.url}${ESTATE}/engines/tie/proposals/none`);
    assert.match((await page.textContent("h1")) ?? "", /There is nothing here/);
    await context.close();
  });

  it("is used by keyboard alone: the first stop skips to what the page says, and focus is seen", async () => {
    const { page, context } = await signIn(ROS_HADDON);
    await page.keyboard.press("Tab");
    assert.equal(await page.evaluate("document.activeElement.textContent"), "Skip to main content");
    await page.keyboard.press("Enter");
    assert.equal(await page.evaluate("document.activeElement.id"), "maincontent");
    await page.keyboard.press("Tab");
    const outline = await page.evaluate<string>("getComputedStyle(document.activeElement).boxShadow");
    assert.notEqual(outline, "none");
    await context.close();
  });

  it("a second person approves in the estate's own review, and the verdict changes", async () => {
    const { page, context, complaints } = await signIn(MO_BANKS);
    const engine = `${service.url}${ESTATE}/engines/pager`;
    await page.goto(engine);
    assert.match((await page.textContent(".verdict .word")) ?? "", /NOT READY/);
    await lookAtPage(page, "engine-before");
    // The same is done on the standby meanwhile, by hand.
    playPager(3, service.hospital.pager);
    await page.click("main tbody a");
    await page.click("text=Accept it into the baseline");
    await lookAtPage(page, "proposal-of-an-approver");
    await page.fill("textarea[name=reason]", "The microbiologists confirmed the new pager.");
    await page.click("button[name=says][value=accept]");
    await untilDone(page);
    assert.match((await page.textContent("[role=status]")) ?? "", /The proposal was accepted/);
    await lookAtPage(page, "proposals-after");
    const isReady = async (): Promise<boolean> => {
      await page.goto(engine);
      if (/^READY/.test(((await page.textContent(".verdict .word")) ?? "").trim())) return true;
      assert.doesNotMatch(service.said(), /"level":60/);
      return false;
    };
    await until(isReady, { what: "the page says READY", everyMs: 500 });
    await lookAtPage(page, "engine-after");
    await page.click("nav[aria-label=Menu] >> text=Decisions");
    assert.match((await page.textContent("main")) ?? "", /Accepted into the baseline.*Mo Banks/s);
    await lookAtPage(page, "decisions");
    assert.deepEqual(complaints, []);
    await context.close();
  });

  it("an engineer asks for a check, and is told of it as it happens", async () => {
    const { page, context, complaints } = await signIn(ROS_HADDON);
    await page.goto(`${service.url}${ESTATE}/engines/pager`);
    await page.click("text=Check now");
    await page.waitForURL(/\/runs\?engine=pager&asked=/);
    await page.waitForSelector("[data-follow-state] >> text=A run was recorded");
    await lookAtPage(page, "runs-followed");
    await page.click("text=Load the page again");
    assert.match((await page.textContent("main tbody tr")) ?? "", /pager/);
    assert.match((await page.textContent("main [role=status]")) ?? "", /The check of pager .* is done\./);
    await lookAtPage(page, "runs-asked");
    await page.click("text=What it found");
    assert.match((await page.textContent("h1")) ?? "", /^Run of /);
    assert.deepEqual(complaints, []);
    await context.close();
  });

  it("an approver waives a difference until a day, and is told why where policy says no", async () => {
    const { page, context } = await signIn(MO_BANKS);
    await page.goto(`${service.url}${ESTATE}/engines/tie`);
    await page.click("main table a:has-text('PAS ADT In')");
    await page.click("text=Waive it until a day");
    await lookAtPage(page, "waive");
    await page.fill("[name=owner]", "Mo Banks");
    await page.fill("[name=reason]", "The old port is used until the switch is replaced.");
    await page.fill("[name=until]", inDays(5));
    await page.click("text=Waive it until then");
    await untilDone(page);
    assert.match((await page.textContent("[role=alert]")) ?? "", /The approver is the owner/);
    await lookAtPage(page, "waive-refused");
    await page.fill("[name=owner]", "Ros Haddon");
    await page.click("text=Waive it until then");
    await untilDone(page);
    await page.waitForURL(`${service.url}${ESTATE}/decisions`);
    assert.match((await page.textContent("main")) ?? "", /Ros Haddon.*Mo Banks/s);
    await context.close();
  });

  it("an administrator sees who may do what, ends a token, and is offered no decision", async () => {
    const { page, context } = await signIn(J_OKAFOR);
    await page.click("nav[aria-label=Menu] >> text=People and tokens");
    await lookAtPage(page, "people");
    await page.click("button:has-text('End it now: haproxy-a')");
    assert.match((await page.textContent("main")) ?? "", /There is no token/);
    await context.close();
  });

  it("every other page can be read by everyone, too", async () => {
    const { page, context, complaints } = await signIn(ROS_HADDON);
    const pages = {
      runs: "/runs",
      compliance: "/compliance?days=7",
      "policy-health": "/policy-health",
      node: "/engines/tie/nodes/tie-a",
      content: "/engines/tie/nodes/tie-a/content",
      explained: "/engines/tie?show=explained",
      mirror: "/engines/health-connect",
      files: "/engines/cis",
    };
    for (const [name, path] of Object.entries(pages)) {
      const answer = await page.goto(`${service.url}${ESTATE}${path}`);
      assert.equal(answer?.status(), 200, name);
      await lookAtPage(page, name);
    }
    await page.click("nav[aria-label=Menu] >> text=Runs");
    await page.click("main tbody a");
    await lookAtPage(page, "run");
    await page.goto(`${service.url}${ESTATE}/engines/tie/nodes/tie-a/content`);
    await page.click("main table a:has-text('PAS ADT In')");
    await lookAtPage(page, "artefact");
    assert.deepEqual(complaints, []);
    await page.goto(`${service.url}${ESTATE}/engines/none`);
    await lookAtPage(page, "refusal");
    await context.close();
  });
});

function inDays(days: number): string {
  return new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
}
