import assert from "node:assert/strict";
import type { IncomingMessage, ServerResponse } from "node:http";
import { test } from "node:test";
import type { TicketSystem as Declared } from "#schemas/estate";
import { LockstepError } from "#services/core/errors";
import type { TicketRequest } from "#services/ports/ticket-system";
import { nextLink } from "#services/tickets/asking/next-link";
import { type Asking, type AskingOptions, openAsking } from "#services/tickets/asking/open-asking";
import { assertTellsNothing } from "#test/conformance/assert-tells-nothing";
import { serveHttp } from "#test/fakes/serve-http";
import { TINY_MAPPING } from "../tiny-mapping.js";

const PASSWORD = "corr3ct-H0rse-battery";
const ASKED = ["GET /tickets", "POST /search", "POST /oauth_token.do"];
const LIMITS = { startingPollMs: 20, startingWaitMs: 60, answerTimeoutMs: 1000, maxItemBytes: 1000 };

type Answer = (request: IncomingMessage, response: ServerResponse, count: number) => void;

interface Staged {
  readonly declared?: Partial<Declared>;
  readonly request?: Partial<TicketRequest>;
  readonly options?: AskingOptions;
}

async function asked(answer: Answer, test: (asking: Asking) => Promise<unknown>, staged: Staged = {}): Promise<void> {
  let count = 0;
  const counted = (request: IncomingMessage, response: ServerResponse): void => answer(request, response, ++count);
  await serveHttp(ASKED, counted, async (url) => {
    const declared: Declared = { id: "itsm", system: "tiny", url, username: "lockstep", ...staged.declared };
    const now = (): Date => new Date();
    const request = { declared, mapping: TINY_MAPPING, password: PASSWORD, timeoutMs: 5000, now, ...staged.request };
    const asking = openAsking(request, { limits: LIMITS, ...staged.options });
    try {
      await test(asking);
    } finally {
      await asking.close();
    }
  });
}

function json(response: ServerResponse, body: unknown, status = 200, headers: Record<string, string> = {}): void {
  response.writeHead(status, { "Content-Type": "application/json", ...headers }).end(JSON.stringify(body));
}

async function fails(asking: Asking, code: string): Promise<LockstepError> {
  const error: unknown = await asking.getJson("/tickets?number=CHG0000001").then(
    () => assert.fail(`was answered instead of '${code}'`),
    (reason: unknown) => reason,
  );
  assert.ok(error instanceof LockstepError, String(error));
  assert.equal(error.code, code, error.message);
  assert.doesNotMatch(error.message, /CHG0000001|secret of the page/);
  assertTellsNothing(error, PASSWORD);
  return error;
}

test("an answer is given whole, with what it was asked as and how far the clocks are apart", () =>
  asked(
    (request, response) => {
      response.setHeader("Date", new Date(Date.now() + 3_600_000).toUTCString());
      json(response, { as: request.headers.authorization, agent: request.headers["user-agent"] });
    },
    async (asking) => {
      const { body, clockSkewMs = 0 } = await asking.getJson("/tickets");
      const basic = `Basic ${Buffer.from(`lockstep:${PASSWORD}`).toString("base64")}`;
      assert.deepEqual(body, { as: basic, agent: "lockstep" });
      assert.ok(Math.abs(clockSkewMs - 3_600_000) < 60_000, `${clockSkewMs}`);
    },
  ));

test("a token is shown as a bearer where no user is named", () =>
  asked(
    (request, response) => json(response, request.headers.authorization),
    async (asking) => assert.equal((await asking.getJson("/tickets")).body, `Bearer ${PASSWORD}`),
    { declared: { auth: "bearer" } },
  ));

test("a search is posted as JSON, and its answer read", () =>
  asked(
    (request, response) => {
      request.setEncoding("utf8").on("data", (text) => json(response, { method: request.method, asked: text }));
    },
    async (asking) => {
      const { body } = await asking.postJson("/search", { jql: "key = CHG-1" });
      assert.deepEqual(body, { method: "POST", asked: '{"jql":"key = CHG-1"}' });
    },
  ));

test("who is told to wait waits as long as that, and then asks again", () =>
  asked(
    (_request, response, count) =>
      count === 1 ? json(response, {}, 429, { "Retry-After": "1" }) : json(response, { count }),
    async (asking) => assert.deepEqual((await asking.getJson("/tickets")).body, { count: 2 }),
  ));

test("who would wait longer than the look may take is told so at once", () =>
  asked(
    (_request, response) => json(response, {}, 429, { "Retry-After": "3600" }),
    async (asking) => assert.match((await fails(asking, "rate-limited")).message, /3600 s/),
  ));

test("a date to wait for is held against the clock that it comes from", () =>
  asked(
    (_request, response, count) => {
      const theirs = Date.now() - 86_400_000;
      response.setHeader("Date", new Date(theirs).toUTCString());
      if (count > 1) json(response, { count });
      else json(response, {}, 503, { "Retry-After": new Date(theirs + 1000).toUTCString() });
    },
    async (asking) => assert.deepEqual((await asking.getJson("/tickets")).body, { count: 2 }),
  ));

test("a quota that is used up is no narrowed right", () =>
  asked(
    (_request, response) => {
      const reset = String(Math.floor(Date.now() / 1000) + 1800);
      json(response, {}, 403, { "X-RateLimit-Remaining": "0", "X-RateLimit-Reset": reset });
    },
    (asking) => fails(asking, "rate-limited"),
  ));

test("a system that is out of service and does not say how long is asked a few times more", () =>
  asked(
    (_request, response, count) => (count < 3 ? json(response, {}, 503) : json(response, { count })),
    async (asking) => assert.deepEqual((await asking.getJson("/tickets")).body, { count: 3 }),
  ));

test("a system that stays out of service is unreachable", () =>
  asked(
    (_request, response) => json(response, {}, 503),
    (asking) => fails(asking, "node-unreachable"),
  ));

test("whoever waits can be stopped", () => {
  const stop = new AbortController();
  return asked(
    (_request, response) => {
      json(response, {}, 429, { "Retry-After": "3" });
      setTimeout(() => stop.abort(), 50);
    },
    (asking) => fails(asking, "aborted"),
    { request: { signal: stop.signal } },
  );
});

test("a refused password is tried once, and told from a narrowed right", async () => {
  let logins = 0;
  const refuse: Answer = (_request, response, count) => {
    logins = count;
    json(response, { error: "secret of the page" }, 401);
  };
  await asked(refuse, (asking) => fails(asking, "login-refused"));
  assert.equal(logins, 1);
  await asked(
    (_request, response) => json(response, {}, 403),
    (asking) => fails(asking, "rights-narrowed"),
  );
});

test("a status that the caller knows is an answer, and its body is read", () =>
  asked(
    (_request, response) => json(response, { error: "no such ticket" }, 404),
    async (asking) => {
      assert.equal((await asking.getJson("/tickets", { accept: [404] })).status, 404);
      await fails(asking, "answer-unexpected");
    },
  ));

const HTML = { "Content-Type": "text/html;charset=UTF-8" };
const WRONG: readonly (readonly [what: string, code: string, answer: Answer])[] = [
  ["a login page", "answer-unexpected", (_, response) => response.writeHead(200, HTML).end("<html>secret of the page")],
  ["a page that says it is JSON", "answer-unexpected", (_, response) => raw(response, "<html>secret of the page")],
  ["a redirect", "answer-unexpected", (_, response) => response.writeHead(302, { Location: "/login" }).end()],
  ["half an answer", "answer-truncated", (_, response) => raw(response, '{"result":[{"number":"CHG00')],
  ["an empty answer", "answer-truncated", (_, response) => raw(response, "")],
  ["bytes that are no text", "answer-unexpected", (_, response) => raw(response, Buffer.from([0x22, 0xff, 0x22]))],
  ["an answer without an end", "answer-too-large", (_, response) => raw(response, `"${"x".repeat(2000)}"`)],
  ["compressed bytes", "answer-unexpected", (_, response) => raw(response, "{}", { "Content-Encoding": "gzip" })],
  ["an error of its own", "node-unreachable", (_, response) => json(response, {}, 500)],
  [
    "a connection that is cut",
    "answer-truncated",
    (_, response) => {
      response.writeHead(200, { "Content-Type": "application/json", "Content-Length": "500" });
      response.write('{"result":', () => setTimeout(() => response.destroy(), 20));
    },
  ],
];

function raw(response: ServerResponse, body: string | Buffer, headers: Record<string, string> = {}): void {
  response.writeHead(200, { "Content-Type": "application/json", ...headers }).end(body);
}

for (const [what, code, answer] of WRONG) {
  test(`${what} is '${code}' and no answer`, () => asked(answer, (asking) => fails(asking, code)));
}

test("a captcha is a locked account, not a wrong password", () =>
  asked(
    (_request, response) => json(response, {}, 403, { "X-Authentication-Denied-Reason": "CAPTCHA_CHALLENGE" }),
    (asking) => fails(asking, "login-locked"),
  ));

test("a token is fetched once, and once more where it runs out in the middle", async () => {
  const fetched: string[] = [];
  const answer: Answer = (request, response) => {
    if (request.url === "/oauth_token.do") {
      request.setEncoding("utf8").on("data", (text) => fetched.push(text));
      request.on("end", () => json(response, { access_token: `token-${fetched.length}` }));
    } else if (request.headers.authorization === "Bearer token-2") json(response, { fetched: fetched.length });
    else json(response, {}, 401);
  };
  await asked(
    answer,
    async (asking) => {
      assert.deepEqual((await asking.getJson("/tickets")).body, { fetched: 2 });
      assert.deepEqual((await asking.getJson("/tickets")).body, { fetched: 2 });
    },
    { declared: { auth: "client-credentials" }, options: { tokenPath: "/oauth_token.do" } },
  );
  assert.deepEqual(
    fetched[0]?.split("&").map((pair) => pair.split("=")[0]),
    ["grant_type", "client_id", "client_secret"],
  );
});

test("a client that gets no token is a refused login, tried once", async () => {
  let logins = 0;
  await asked(
    (_request, response, count) => {
      logins = count;
      json(response, { error: "access_denied" }, 401);
    },
    (asking) => fails(asking, "login-refused"),
    { declared: { auth: "client-credentials" }, options: { tokenPath: "/oauth_token.do" } },
  );
  assert.equal(logins, 1);
});

test("nothing is sent without a password, nor with a token that no header can carry", async () => {
  for (const password of ["", "two\nlines"]) {
    await assert.rejects(
      asked(
        () => assert.fail("was asked"),
        async () => undefined,
        { declared: { auth: "bearer" }, request: { password } },
      ),
      { code: "credential-missing" },
    );
  }
});

test("the next page is looked for on the same server and path only", () =>
  asked(
    () => assert.fail("was asked"),
    async (asking) => {
      const { origin } = asking.address;
      const follow = (link: string | undefined): string | undefined =>
        nextLink(
          { status: 200, headers: link === undefined ? {} : { link }, body: [], clockSkewMs: 0 },
          "/tickets?offset=0",
          asking,
          "itsm",
        );
      assert.equal(follow(undefined), undefined);
      assert.equal(
        follow(`<${origin}/tickets?offset=0>;rel="first",<${origin}/tickets?offset=9>;rel="last"`),
        undefined,
      );
      assert.equal(
        follow(`<${origin}/tickets?offset=0,1>;rel="first",<${origin}/tickets?offset=2>;rel="next"`),
        "/tickets?offset=2",
      );
      assert.equal(follow("</tickets?offset=2>; rel=next"), "/tickets?offset=2");
      for (const elsewhere of ["https://evil.example/tickets?offset=2", `${origin}/users`, "//evil.example/tickets"]) {
        assert.throws(() => follow(`<${elsewhere}>;rel="next"`), { code: "answer-unexpected" });
      }
    },
  ));
