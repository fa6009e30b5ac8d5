import assert from "node:assert/strict";
import { test } from "node:test";
import { Ajv } from "ajv";
import fc from "fast-check";
import { JobRequest } from "#schemas/job-request";
import type { Webhook } from "#schemas/webhook";
import { delivery, GITHUB, SECRET, signatureOf } from "#test/webhooks/deliveries";
import { GITHUB_EVENTS } from "#test/webhooks/github-examples";
import type { Interpretation } from "#webhooks/sender";
import { SENDERS } from "#webhooks/senders";

const RUNS = Number(process.env["LOCKSTEP_FUZZ_DELIVERIES"] ?? "3000");

const isJob = new Ajv({ strict: false }).compile<JobRequest>(JobRequest);

const DECLARED: readonly Webhook[] = [
  { id: "gh", sender: "github" },
  { id: "az", sender: "azure-devops" },
  { id: "itsm", sender: "servicenow", ticketSystem: "itsm" },
  { id: "jira", sender: "jira", ticketSystem: "itsm" },
  { id: "desk", sender: "topdesk", ticketSystem: "itsm" },
  { id: "deploy", sender: "engine", engines: ["tie", "lab"] },
];

/** Payloads that ask for something, each for one sender, to be damaged. */
const SOUND: readonly unknown[] = [
  ...GITHUB_EVENTS.filter(({ name }) => /^(pull_request|push)/.test(name)).flatMap(({ examples }) => examples),
  {
    eventType: "git.pullrequest.updated",
    resource: { pullRequestId: 7, repository: { name: "Hello-World", project: { name: "Codertocat" } } },
  },
  { webhookEvent: "jira:issue_updated", issue: { key: "CHG-9" } },
  { number: "CHG0030009" },
  { numbers: ["C 2611 042"] },
  { engines: ["tie"] },
];

const hostileValue = fc.oneof(
  fc.jsonValue({ maxDepth: 3 }),
  fc.anything({ maxDepth: 2, withNullPrototype: true, withBigInt: true, withDate: true }),
  fc.constantFrom("__proto__", "constructor", "refs/heads/main", "2", 2 ** 53, -1, 1e308, Number.NaN, [], {}, null),
  fc.integer().map((length) => Array.from({ length: Math.abs(length) % 5000 }, () => "tie")),
);

/** A sound payload with some of its places overwritten. */
const damaged = fc
  .tuple(fc.constantFrom(...SOUND), fc.array(fc.tuple(fc.infiniteStream(fc.nat(40)), hostileValue), { maxLength: 3 }))
  .map(([sound, damages]) => {
    const payload: unknown = structuredClone(sound);
    for (const [turns, value] of damages) overwrite(payload, turns, value);
    return payload;
  });

function overwrite(payload: unknown, turns: Iterator<number>, value: unknown): void {
  let place = payload;
  for (let depth = 0; depth < 4 && typeof place === "object" && place !== null; depth++) {
    const keys = Object.keys(place);
    const key = keys[Number(turns.next().value) % Math.max(keys.length, 1)];
    if (key === undefined) return;
    const below: unknown = Reflect.get(place, key);
    if (typeof below !== "object" || Number(turns.next().value) % 2 === 0) {
      Reflect.set(place, key, value);
      return;
    }
    place = below;
  }
}

const event = fc.oneof(
  fc.constantFrom(undefined, ...GITHUB_EVENTS.map(({ name }) => name)),
  fc.constantFrom("__proto__", "constructor"),
  fc.string(),
);

test(`${RUNS} damaged payloads for every sender ask for nothing, or for what is declared, and none fails`, () => {
  let asked = 0;
  const payload = fc.oneof({ weight: 3, arbitrary: damaged }, { weight: 1, arbitrary: hostileValue });
  fc.assert(
    fc.property(payload, event, fc.constantFrom(...DECLARED), (sent, happened, declared) => {
      const forge = declared.sender === "azure-devops" ? { ...GITHUB, system: declared.sender } : GITHUB;
      const interpretation: Interpretation = { event: happened, declared, forge };
      for (const job of SENDERS[declared.sender].interpret(sent, interpretation)) {
        asked += 1;
        assert.ok(isJob(job), JSON.stringify(isJob.errors));
        assertDeclared(job, declared);
      }
    }),
    { numRuns: RUNS },
  );
  assert.ok(asked > RUNS / 100, `only ${asked} asked for anything, so that little was proved`);
});

function assertDeclared(job: JobRequest, { sender, ticketSystem, engines = [] }: Webhook): void {
  switch (job.job) {
    case "settle-reviews":
      assert.ok(sender === "github" || sender === "azure-devops");
      break;
    case "read-tickets":
      assert.equal(job.ticketSystem, ticketSystem);
      assert.ok(job.numbers.length > 0 && job.numbers.every((number) => /^[A-Z][A-Z0-9_ -]*$/.test(number)));
      break;
    case "check":
      assert.ok(job.engineIds.length > 0 && job.engineIds.every((id) => engines.includes(id)));
      break;
    default:
      assert.fail(`no sender may ask for ${job.job}`);
  }
}

const headerName = fc.constantFrom(
  "authorization",
  "x-lockstep-token",
  "x-hub-signature",
  "x-hub-signature-256",
  "x-lockstep-delivery",
  "x-github-delivery",
);
const headerValue = fc.oneof(
  fc.string(),
  fc.base64String().map((text) => `Basic ${text}`),
  fc.string().map((text) => `Bearer ${text}`),
  fc.uint8Array({ minLength: 32, maxLength: 32 }).map((bytes) => `sha256=${Buffer.from(bytes).toString("hex")}`),
  fc.constantFrom(signatureOf("another body"), SECRET.slice(0, -1), `${SECRET} `, `Bearer${SECRET}`),
);

test(`${RUNS} deliveries with any headers and bytes are believed from nobody who lacks the secret, and none fails`, () => {
  const headers = fc.dictionary(headerName, fc.array(headerValue, { maxLength: 3 }));
  fc.assert(
    fc.property(headers, fc.uint8Array(), fc.constantFrom(...Object.values(SENDERS)), (given, body, sender) => {
      assert.equal(sender.verify({ headers: given, body }, SECRET).verified, false);
      assert.equal(sender.verify({ headers: given, body }, "").verified, false);
    }),
    { numRuns: RUNS },
  );
});

test("whatever bytes were signed are believed, and none of them with one bit turned", () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 1, maxLength: 300 }), fc.nat(), fc.nat(7), (body, place, bit) => {
      const signed = (bytes: Uint8Array) => delivery(bytes, { "x-hub-signature-256": signatureOf(body) });
      const turned = body.map((byte, index) => (index === place % body.length ? byte ^ (1 << bit) : byte));
      assert.equal(SENDERS.github.verify(signed(body), SECRET).verified, true);
      assert.equal(SENDERS.github.verify(signed(turned), SECRET).verified, false);
    }),
  );
});
