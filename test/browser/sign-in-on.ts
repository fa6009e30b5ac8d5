import type { Browser, BrowserContext, Page } from "playwright-core";
import { until } from "#test/fakes/until";

/** A person with a browser of their own, signed in. */
export interface SignedIn {
  readonly page: Page;
  readonly context: BrowserContext;
  /** Whatever a page complained of, or asked for elsewhere. */
  readonly complaints: readonly string[];
}

const PATIENCE_MS = 240_000;

/** Signs a person in on a service, and waits for the page of the estate. */
export async function signInOn(
  browser: Browser,
  {
    url,
    estate,
    person,
  }: { readonly url: string; readonly estate: string; readonly person: { readonly login: string } },
  options: { readonly javaScriptEnabled?: boolean } = {},
): Promise<SignedIn> {
  const context = await browser.newContext(options);
  // A machine that is shared is slow; nothing here is told by how long it takes.
  context.setDefaultTimeout(PATIENCE_MS);
  const page = await context.newPage();
  const complaints: string[] = [];
  await page.goto(`${url}/`, { waitUntil: "domcontentloaded" });
  await page.fill("input[name=login]", person.login);
  await page.fill("input[name=password]", "any");
  await page.click("button[type=submit]", { noWaitAfter: true });
  await page.waitForURL(`${url}${estate}`);
  page.on("console", (message) => complaints.push(message.text()));
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("request", (request) => {
    if (!request.url().startsWith(url)) complaints.push(`asked elsewhere: ${request.url()}`);
  });
  return { page, context, complaints };
}

/** On a busy machine an act may outlast what a person is kept waiting: then its page leads to what became of it. */
export async function untilDone(page: Page): Promise<void> {
  const isDone = async (): Promise<boolean> => {
    if (!page.url().includes("/being-done/")) return true;
    if ((await page.locator("text=It is being done").count()) === 0) return true;
    await page.waitForTimeout(500);
    await page.click("text=Load the page again");
    return false;
  };
  await until(isDone, { what: "the act is done" });
}
