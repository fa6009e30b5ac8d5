import assert from "node:assert/strict";
import { request } from "node:http";
import { test } from "node:test";
import { LockstepError } from "#services/core/errors";
import type { SignedIn } from "#services/jobs/people/note-sign-in";
import { openBrowser } from "#test/fakes/browse";
import { type ServedPeople, servePeople } from "#test/fakes/serve-people";

interface Stage {
  readonly service: ServedPeople;
  readonly printed: string[];
  readonly forward: (ms: number) => void;
  /** What was to go on record, and in which estate. */
  readonly recorded: (SignedIn & { readonly estate: string })[];
}

async function withOperator(
  run: (stage: Stage) => Promise<void>,
  { name = "J. Okafor", noteSignIn }: { name?: string; noteSignIn?: () => Promise<void> } = {},
): Promise<void> {
  const printed: string[] = [];
  const recorded: (SignedIn & { readonly estate: string })[] = [];
  const noting = (estate: string) => ({
    noteSignIn: noteSignIn ?? (async (signedIn: SignedIn) => void recorded.push({ estate, ...signedIn })),
  });
  let clock = Date.now();
  await using service = await servePeople({
    now: () => new Date(clock),
    estates: [
      { id: "north", access: () => undefined, approvers: { teams: [], people: ["j. okafor"] }, ...noting("north") },
      { id: "south", access: () => undefined, approvers: { teams: ["cab"], people: [] }, ...noting("south") },
    ],
    way: (url) => ({ kind: "operator", name, invite: (link) => printed.push(link), address: () => url }),
  });
  const forward = (ms: number): void => {
    clock += ms;
  };
  await run({ service, printed, forward, recorded });
}

function linkIn(printed: readonly string[]): string {
  const [link = ""] = /http\S+/.exec(printed.at(-1) ?? "") ?? [];
  return link;
}

test("lets whoever sits at the machine in by the printed link, once", async () => {
  await withOperator(async ({ service, printed }) => {
    service.people.invite();
    const link = linkIn(printed);
    const browser = openBrowser();
    const page = await browser.go(`${link}&to=%2Festates%2Fnorth`);
    assert.equal(page.address, `${service.url}/estates/north`);
    assert.match(page.text, /J. Okafor/);
    assert.equal((await openBrowser().go(link)).status, 403);
    assert.equal((await browser.go(`${service.url}/who`)).status, 200);
  });
});

test("lets nobody in by a link after ten minutes, or by a guess", async () => {
  await withOperator(async ({ service, printed, forward }) => {
    service.people.invite();
    assert.equal((await openBrowser().go(`${service.url}/sign-in?token=guess`)).status, 403);
    forward(600_001);
    assert.equal((await openBrowser().go(linkIn(printed))).status, 403);
    assert.doesNotMatch(service.log.join("\n"), /token=/);
  });
});

test("prints a new link where the service was started, and shows nobody who asks for it", async () => {
  await withOperator(async ({ service, printed }) => {
    service.people.invite();
    const first = linkIn(printed);
    const asked = await openBrowser().go(`${service.url}/sign-in/link`, {
      method: "POST",
      headers: { "content-type": "application/x-www-form-urlencoded" },
    });
    assert.equal(asked.status, 200);
    assert.equal(printed.length, 2);
    const token = new URL(linkIn(printed)).searchParams.get("token") ?? "";
    assert.equal(asked.text.includes(token), false);
    assert.equal((await openBrowser().go(first)).status, 403, "the one before ended");
    assert.equal(
      (await openBrowser().go(linkIn(printed))).status,
      404,
      "it leads to the start, which is not served here",
    );
  });
});

test("lets the operator decide only where review.yaml names them, as on the command line", async () => {
  await withOperator(async ({ service, printed }) => {
    service.people.invite();
    const browser = openBrowser();
    await browser.go(linkIn(printed));
    const who = JSON.parse((await browser.go(`${service.url}/who`)).text);
    assert.equal(who.kind, "operator");
    assert.deepEqual(who.grants, [
      { estate: "north", role: "operator", engines: "all" },
      { estate: "north", role: "approver", engines: "all" },
      { estate: "south", role: "operator", engines: "all" },
    ]);
  });
});

test("puts on record that the operator came in, in each estate in which they may approve and in no other, once a session", async () => {
  await withOperator(async ({ service, printed, recorded }) => {
    service.people.invite();
    const browser = openBrowser();
    await browser.go(linkIn(printed));
    await browser.go(`${service.url}/who`);
    assert.deepEqual(
      recorded.map(({ estate, who, how }) => [estate, who, how]),
      [["north", "J. Okafor", "machine"]],
    );
  });
});

test("lets whoever may approve in although it cannot be put on record, and says so in the log and in figures", async () => {
  const noteSignIn = () => Promise.reject(new LockstepError("ledger-rolled-back", "The ledger takes no record."));
  await withOperator(
    async ({ service, printed }) => {
      service.people.invite();
      const browser = openBrowser();
      await browser.go(linkIn(printed));
      assert.equal(JSON.parse((await browser.go(`${service.url}/who`)).text).kind, "operator");
      assert.equal(service.people.counts().unrecordedSignIns, 1);
      assert.match(service.log.join("\n"), /may approve is not on record .*north.*takes no record/);
    },
    { noteSignIn },
  );
});

test("has no operator whom nobody could hold to their name", async () => {
  await assert.rejects(
    withOperator(() => Promise.resolve(), { name: "n/a" }),
    /names nobody/,
  );
});

for (const host of [
  "evil.example",
  "127.0.0.1.evil.example",
  "localhost.evil.example",
  "169.254.169.254",
  "a b",
  "[::2]",
]) {
  test(`answers nothing to a request that names the service '${host}'`, async () => {
    await withOperator(async ({ service }) => {
      for (const path of ["/healthz", "/who", "/sign-in", "/estates/north", "/webhooks/gh"]) {
        const status = await askAs(service.url, path, host);
        assert([400, 421].includes(status), `${path}: ${status}`);
      }
    });
  });
}

for (const host of ["localhost", "127.0.0.1", "[::1]", "LOCALHOST:8740"]) {
  test(`answers a request that names this machine '${host}'`, async () => {
    await withOperator(async ({ service }) => assert.equal(await askAs(service.url, "/healthz", host), 200));
  });
}

function askAs(url: string, path: string, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    request(`${url}${path}`, { headers: { host } }, (answer) => {
      answer.resume();
      resolve(answer.statusCode ?? 0);
    })
      .once("error", reject)
      .end();
  });
}
