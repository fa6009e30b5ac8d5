import assert from "node:assert/strict";
import { test } from "node:test";
import type { Delivery } from "#webhooks/sender";
import { SENDERS } from "#webhooks/senders";
import { delivery, SECRET, signatureOf } from "./deliveries.js";

const { github, "azure-devops": azure, jira, servicenow, topdesk, engine } = SENDERS;
const ID = "6f9ddc1e-72c4-4f6f-9f2c-5c3a2f0e1d2b";

test("GitHub's own example of a signature is verified", () => {
  const signed = delivery("Hello, World!", {
    "x-hub-signature-256": "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17",
  });
  assert.equal(github.verify(signed, "It's a Secret to Everybody").verified, true);
});

test("what GitHub signed is named by its delivery id, and by what it holds where there is none", () => {
  const body = '{"zen":"Design for failure."}';
  const headers = { "x-hub-signature-256": signatureOf(body), "x-github-event": "ping" };
  const named = github.verify(delivery(body, { ...headers, "x-github-delivery": ID }), SECRET);
  assert.deepEqual(named, { verified: true, event: "ping", deliveryId: ID, idOf: "delivery" });
  for (const id of ["", "a:b:c:d:e", "../../../etc", "x".repeat(200)]) {
    const unnamed = github.verify(delivery(body, { ...headers, "x-github-delivery": id }), SECRET);
    assert.ok(unnamed.verified && unnamed.idOf === "content" && /^[0-9a-f]{64}$/.test(unnamed.deliveryId), id);
  }
});

const BODY = '{"action":"closed"}';

const FORGED: readonly (readonly [how: string, delivery: Delivery])[] = [
  ["is not signed", delivery(BODY)],
  ["is signed with another secret", delivery(BODY, { "x-hub-signature-256": signatureOf(BODY, "another") })],
  ["is signed over other bytes", delivery(`${BODY} `, { "x-hub-signature-256": signatureOf(BODY) })],
  [
    "is signed over the same JSON in other bytes",
    delivery('{ "action": "closed" }', { "x-hub-signature-256": signatureOf(BODY) }),
  ],
  ["has half a signature", delivery(BODY, { "x-hub-signature-256": signatureOf(BODY).slice(0, 39) })],
  ["has a signature in capitals", delivery(BODY, { "x-hub-signature-256": signatureOf(BODY).toUpperCase() })],
  ["has a signature with more behind it", delivery(BODY, { "x-hub-signature-256": `${signatureOf(BODY)}00` })],
  ["has the signature of SHA-1 alone", delivery(BODY, { "x-hub-signature": signatureOf(BODY) })],
  [
    "has two signatures",
    {
      headers: { "x-hub-signature-256": [signatureOf(BODY), signatureOf(BODY)] },
      body: Buffer.from(BODY),
    },
  ],
  ["shows the secret in the place of a signature", delivery(BODY, { "x-lockstep-token": SECRET })],
];

for (const [how, forged] of FORGED) {
  test(`a delivery for GitHub that ${how} is not believed`, () => {
    assert.equal(github.verify(forged, SECRET).verified, false);
  });
}

test("a webhook whose secret is empty believes nobody", () => {
  const signed = delivery(BODY, {
    "x-hub-signature-256": signatureOf(BODY, ""),
    "x-hub-signature": signatureOf(BODY, ""),
  });
  assert.equal(github.verify(signed, "").verified, false);
  assert.equal(jira.verify(signed, "").verified, false);
  for (const sender of [azure, jira, servicenow, topdesk, engine]) {
    assert.equal(sender.verify(delivery(BODY, { "x-lockstep-token": "" }), "").verified, false);
    assert.equal(sender.verify(delivery(BODY, { authorization: "Basic Og==" }), "").verified, false);
  }
});

for (const [name, sender] of Object.entries({ jira, servicenow, topdesk, engine, "azure-devops": azure })) {
  test(`a token is verified for ${name}, in its header or as a Bearer token, and in one place only`, () => {
    const shown = (headers: Readonly<Record<string, string>>) =>
      sender.verify(delivery("{}", headers), SECRET).verified;
    const bearer = "an-invented-token-of-some-length";
    assert.equal(shown({ "x-lockstep-token": SECRET }), true);
    assert.equal(sender.verify(delivery("{}", { authorization: `Bearer ${bearer}` }), bearer).verified, true);
    assert.equal(shown({}), false);
    assert.equal(shown({ "x-lockstep-token": `${SECRET}x` }), false);
    assert.equal(shown({ "x-lockstep-token": SECRET.slice(1) }), false);
    assert.equal(shown({ "x-lockstep-token": SECRET, authorization: "Bearer other" }), false);
    const twice = { headers: { "x-lockstep-token": [SECRET, SECRET] }, body: Buffer.from("{}") };
    assert.equal(sender.verify(twice, SECRET).verified, false);
  });
}

test("Azure DevOps shows the secret as the password of any account, others do not", () => {
  const basic = { authorization: `Basic ${Buffer.from(`hook:${SECRET}`).toString("base64")}` };
  assert.equal(azure.verify(delivery("{}", basic), SECRET).verified, true);
  assert.equal(servicenow.verify(delivery("{}", basic), SECRET).verified, false);
  const other = { authorization: `Basic ${Buffer.from(`${SECRET}:hook`).toString("base64")}` };
  assert.equal(azure.verify(delivery("{}", other), SECRET).verified, false);
});

test("what Azure DevOps sends is named by its body, which holds an id: the same one is the same delivery", () => {
  const one = azure.verify(delivery('{"id":"1"}', { "x-lockstep-token": SECRET }), SECRET);
  const other = azure.verify(delivery('{"id":"2"}', { "x-lockstep-token": SECRET }), SECRET);
  assert.ok(one.verified && other.verified && one.idOf === "delivery");
  assert.notEqual(one.deliveryId, other.deliveryId);
});

test("Jira's signature counts where it has one, and a token does not make up for one that does not fit", () => {
  const signed = { "x-hub-signature": signatureOf(BODY), "x-atlassian-webhook-identifier": ID };
  assert.deepEqual(jira.verify(delivery(BODY, signed), SECRET), {
    verified: true,
    event: undefined,
    deliveryId: ID,
    idOf: "delivery",
  });
  const broken = { "x-hub-signature": signatureOf(BODY, "another"), "x-lockstep-token": SECRET };
  assert.equal(jira.verify(delivery(BODY, broken), SECRET).verified, false);
});

test("a ticket system without ids may say the same again later: its content does not make it the same delivery", () => {
  const told = topdesk.verify(delivery('{"number":"C 2611 042"}', { "x-lockstep-token": SECRET }), SECRET);
  assert.ok(told.verified && told.idOf === "content");
  const named = topdesk.verify(delivery("{}", { "x-lockstep-token": SECRET, "x-lockstep-delivery": ID }), SECRET);
  assert.ok(named.verified && named.idOf === "delivery" && named.deliveryId === ID);
});
