import assert from "node:assert/strict";
import { test } from "node:test";
import { createRhapsodyConnector } from "#services/engines/rhapsody/connector";
import type { ReadStep } from "#services/ports/connector";
import { type RhapsodySimulatorOptions, startRhapsodySimulator } from "#test/fakes/start-rhapsody-simulator";
import { CLINICAL, ENGINE } from "./invented-engine.js";

const ACCOUNT = { username: "reader", password: "reader-password" };

interface Read {
  readonly steps: readonly ReadStep[];
  readonly logins: number;
  readonly requests: readonly string[];
}

/** Reads a simulated engine once. */
async function read(about: Partial<RhapsodySimulatorOptions> = {}): Promise<Read> {
  const simulator = await startRhapsodySimulator({ model: ENGINE, account: ACCOUNT, ...about });
  try {
    const { url, fingerprint } = simulator;
    const node = { id: "rhap-a", role: "primary", url, username: "reader", tls: { fingerprint } } as const;
    const steps: ReadStep[] = [];
    const request = { node, password: ACCOUNT.password, now: () => new Date() };
    for await (const step of createRhapsodyConnector().read(request)) steps.push(step);
    const requests = simulator.requests.map(([method, path]) => `${method} ${path}`);
    return { steps, logins: simulator.logins(), requests };
  } finally {
    await simulator.stop();
  }
}

const textOf = ({ steps }: Read, source: string): string => {
  const found = steps.find((step) => step.type === "item" && step.item.source === source);
  assert.ok(found?.type === "item", `${source} was read`);
  return Buffer.from(found.item.bytes).toString("utf8");
};

const unreadOf = ({ steps }: Read): readonly string[] =>
  steps.flatMap((step) => (step.type === "unread" ? [`${step.source} ${step.code}`] : []));

test("a whole read is one login and some twenty requests, far below what the engine allows", async () => {
  const { logins, requests } = await read();
  assert.equal(logins, 1);
  assert.ok(requests.length <= 25, `${requests.length} requests`);
  assert.equal(requests.filter((each) => each.startsWith("POST")).length, 1);
});

test("an older engine is not asked for what it does not have", async () => {
  const { requests, ...found } = await read({ model: { ...ENGINE, version: "6.2.1" } });
  assert.ok(!requests.includes("GET /admin/templates") && !requests.includes("POST /api/logs/export"));
  assert.deepEqual(unreadOf({ requests, ...found }), []);
});

test("an engine of a later version is asked in the forms that we know", async () => {
  assert.deepEqual(unreadOf(await read({ model: { ...ENGINE, version: "7.1.0" } })), []);
});

test("users that are kept in a directory are told as that, and not as unread", async () => {
  const found = await read({ usesLdap: true });
  assert.deepEqual(unreadOf(found), []);
  assert.match(textOf(found, "users"), /"directory":"LDAP"/);
});

test("variables that somebody has checked out are unread, and the message says who can end it", async () => {
  const found = await read({ faults: { variablesCheckedOut: true } });
  assert.deepEqual(unreadOf(found), ["variables answer-unexpected"]);
  const step = found.steps.find(({ type }) => type === "unread");
  assert.match(step?.type === "unread" ? step.message : "", /checked out in the IDE/);
});

test("a locker that an access group names and the answers do not show is told as hidden", async () => {
  const found = await read({ rights: { lockers: [CLINICAL] } });
  assert.deepEqual(unreadOf(found), ["lockers rights-narrowed"]);
  assert.ok(!found.steps.some((step) => step.type === "item" && step.item.source === "access-groups"));
});

test("no content is nothing where there may be none, and a missing right elsewhere", async () => {
  const found = await read({ model: { ...ENGINE, modules: [] }, rights: { forbidden: ["/admin/variables"] } });
  assert.deepEqual(unreadOf(found), ["variables rights-narrowed"]);
});

test("an unchanged configuration is the same bytes, whenever it is read", async () => {
  const [first, second] = [await read(), await read()];
  assert.equal(textOf(first, "configuration"), textOf(second, "configuration"));
});

test("groups, lockers and places are given by name where only another answer knows them", async () => {
  const found = await read();
  assert.match(textOf(found, "access-groups"), /"lockerNames":\{[^}]*"Clinical"/);
  assert.match(textOf(found, "users"), /"groupNames":\{[^}]*"Integration"/);
  assert.match(textOf(found, "components"), /"places":\{[^}]*"Clinical\/ADT\/ADT In"/);
});
