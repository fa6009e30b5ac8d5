import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import type { Browser } from "playwright-core";
import { MO_BANKS, ROS_HADDON } from "#test/fakes/start-oidc-provider";
import { inventedViews } from "#test/http/pages/invented-views";
import { servePages } from "#test/http/pages/serve-pages";
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

function signIn(person: { readonly login: string }): Promise<SignedIn> {
  return signInOn(browser, { url: service.url, estate: ESTATE, person });
}

function secondsAgo(seconds: number): string {
  return new Date(Date.now() - seconds * 1000).toISOString();
}

function inDays(days: number): string {
  return new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
}

describe("practice in a browser", () => {
  it("an engineer records an exercise with what came of it, is told what is wrong with it, and closes its action", async () => {
    const { page, context, complaints } = await signIn(ROS_HADDON);
    const engine = `${service.url}${ESTATE}/engines/pager`;
    await page.goto(engine);
    await page.click("text=Record an exercise, or close an action");
    await lookAtPage(page, "practice");
    const [started, ended] = [secondsAgo(60), secondsAgo(1)];
    await page.selectOption("#kind", "failover");
    await page.fill("#started", ended);
    await page.fill("#ended", started);
    await page.selectOption("#outcome", "partly");
    await page.selectOption("#cleanedUp", "yes");
    await page.fill("#rtoMinutes", "30");
    await page.fill("#lessons", "The VPN route was missing\nThe ward was not told");
    await page.fill("#actions", `Renew the VPN route;Network team;${inDays(30)}`);
    await page.click("button:has-text('Record the exercise')");
    await untilDone(page);
    assert.match(
      (await page.textContent("[role=alert]")) ?? "",
      /The exercise ended before it began: see the two times\.$/,
    );
    assert.equal(await page.inputValue("#lessons"), "The VPN route was missing\nThe ward was not told");
    assert.equal(await page.inputValue("#outcome"), "partly");
    await lookAtPage(page, "practice-refused");
    await page.fill("#started", started);
    await page.fill("#ended", ended);
    await page.click("button:has-text('Record the exercise')");
    await untilDone(page);
    await page.waitForURL(engine);
    assert.match((await page.textContent("main")) ?? "", /Open actions.*Renew the VPN route/s);
    await lookAtPage(page, "engine-with-action");
    await page.click("text=Record an exercise, or close an action");
    await lookAtPage(page, "practice-with-action");
    await page.fill("input[name=note]", "Route renewed and tested");
    await page.click("button:has-text('Close it')");
    await untilDone(page);
    await page.waitForURL(engine);
    assert.doesNotMatch((await page.textContent("main")) ?? "", /Renew the VPN route/);
    await page.click("nav[aria-label=Menu] >> text=Decisions");
    const decisions = (await page.textContent("main")) ?? "";
    assert.match(decisions, /failover.*Ros Haddon/s);
    assert.match(decisions, /closed .* by Ros Haddon.*Renew the VPN route/s);
    await lookAtPage(page, "decisions-with-practice");
    // The browser says so of a page that was answered with 422.
    assert.deepEqual(
      complaints.filter((complaint) => !/status of 422/.test(complaint)),
      [],
    );
    await context.close();
  });

  it("is offered to nobody who may not practise", async () => {
    const { page, context } = await signIn(MO_BANKS);
    await page.goto(`${service.url}${ESTATE}/engines/pager`);
    assert.equal(await page.locator("text=Record an exercise").count(), 0);
    const refused = await page.goto(`${service.url}${ESTATE}/engines/pager/practice`);
    assert.equal(refused?.status(), 403);
    await context.close();
  });
});

describe("access in a browser", () => {
  it("an engineer reads who may do what and whom the engines know, and is offered no review", async () => {
    const { page, context, complaints } = await signIn(ROS_HADDON);
    await page.click("nav[aria-label=Menu] >> text=Access");
    const text = (await page.textContent("main")) ?? "";
    assert.match(text, /Nobody has put a review on record yet/);
    assert.match(text, /Mo Banks.*approver.*haproxy-a/s);
    assert.match(text, /health-connect\/hc-a.*As of .*l\.marsh.*%EnsRole_Developer/s);
    assert.equal(await page.locator("button:has-text('Record the review')").count(), 0);
    await lookAtPage(page, "access-read");
    assert.deepEqual(complaints, []);
    await context.close();
  });

  it("an approver puts a review on record; what changes after it is told, and a page from before it is refused", async () => {
    const { page, context } = await signIn(MO_BANKS);
    const access = `${service.url}${ESTATE}/access`;
    await page.goto(access);
    await page.click("button:has-text('Record the review')");
    await untilDone(page);
    assert.match((await page.textContent("[role=alert]")) ?? "", /Choose what you decide/);
    await lookAtPage(page, "access-refused");
    await page.selectOption("#outcome", "changes-wanted");
    await page.fill("#change", "Name a second administrator");
    await page.click("button:has-text('Record the review')");
    await untilDone(page);
    await page.waitForURL(access);
    assert.match(
      (await page.textContent("main")) ?? "",
      /by Mo Banks .*Name a second administrator.*Nothing is otherwise/s,
    );
    const { page: administrator, context: another } = await signIn(J_OKAFOR);
    await administrator.goto(access);
    await service.app.tokens.create({ name: "haproxy-b", role: "viewer", engines: "all", days: 30, by: "J. Okafor" });
    await administrator.selectOption("#outcome", "confirmed");
    await administrator.click("button:has-text('Record the review')");
    await untilDone(administrator);
    assert.match((await administrator.textContent("[role=alert]")) ?? "", /moved after that page was loaded/);
    assert.match((await administrator.textContent("main")) ?? "", /token came: haproxy-b, viewer/);
    await lookAtPage(administrator, "access-moved");
    await administrator.selectOption("#outcome", "confirmed");
    await administrator.click("button:has-text('Record the review')");
    await untilDone(administrator);
    await administrator.waitForURL(access);
    assert.match((await administrator.textContent("main")) ?? "", /by J\. Okafor .*confirmed as it was/s);
    await lookAtPage(administrator, "access-reviewed");
    await another.close();
    await context.close();
  });

  it("can be read by everyone where a review is overdue, and so can the overview that says so", async () => {
    const grants = [{ role: "administrator", engines: "all" }] as const;
    await using pages = await servePages({ grants, views: inventedViews() });
    const page = await browser.newPage();
    await page.goto(`${pages.url}/estates/hazelwick/access`);
    assert.match((await page.textContent("main")) ?? "", /Overdue since/);
    await lookAtPage(page, "access-overdue");
    await page.goto(`${pages.url}/estates/hazelwick`);
    await lookAtPage(page, "overview-access-overdue");
    await page.close();
  });
});
